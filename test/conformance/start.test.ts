import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findPostgres, startCluster } from '../kit/cluster.js'
import { serverProgram } from '../kit/process.js'
import { skipUnless } from '../kit/skip.js'

const program = fileURLToPath(new URL(`../../${serverProgram}`, import.meta.url))

interface Run {
  readonly child: ChildProcess
  readonly out: () => string
  readonly err: () => string
  readonly ended: Promise<number | null>
}

let folder: string
const runs: Run[] = []
beforeEach(async (context) => {
  skipUnless(context, existsSync(program), 'the server is not built: npm run build')
  folder = await mkdtemp(join(tmpdir(), 'cordon-start-'))
})
afterEach(async () => {
  for (const { child, ended } of runs.splice(0)) {
    child.kill('SIGKILL')
    await ended
  }
  if (existsSync(folder)) await rm(folder, { recursive: true, force: true })
})

function start(env: Readonly<Record<string, string>> = {}, as: { uid?: number; gid?: number } = {}): Run {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(CORDON_|DATABASE_URL|PORT$|HOST$)/.test(name))
  const settings = { PORT: '0', CORDON_DATA: folder, CORDON_DEMO: 'off', CORDON_LOG: 'debug' }
  const merged = { ...Object.fromEntries(inherited), ...settings, ...env }
  const child = spawn(process.execPath, [program], { env: merged, ...as })
  const text = { out: '', err: '' }
  child.stdout.on('data', (bytes) => (text.out += String(bytes)))
  child.stderr.on('data', (bytes) => (text.err += String(bytes)))
  const ended = once(child, 'exit').then(([code]) => (typeof code === 'number' ? code : null))
  const run = { child, out: () => text.out, err: () => text.err, ended }
  runs.push(run)
  return run
}

async function ready(run: Run): Promise<string> {
  await expect.poll(run.out, { timeout: 90_000 }).toMatch(/is ready: http/)
  return /is ready: (\S+)/.exec(run.out())?.[1] ?? ''
}

/** A start that fails says so in one line, names what to do, and ends with 2. */
async function refused(run: Run): Promise<string> {
  expect(await run.ended).toBe(2)
  expect(run.err().trim().split('\n')).toHaveLength(1)
  expect(run.err()).not.toMatch(/Error:|^\s+at /m)
  return run.err()
}

describe('a start', () => {
  it('prints the address and how to sign in, once, and keeps the password out of the log', async () => {
    const run = start()
    const url = await ready(run)
    const password = /with the password (\S+)/.exec(run.out())?.[1] ?? ''
    expect(password).toMatch(/^([a-z2-9]{4}-){4}[a-z2-9]{4}$/)
    const body = JSON.stringify({ name: 'admin', password })
    const headers = { 'content-type': 'application/json' }
    const answer = await fetch(`${url}/api/session`, { method: 'POST', headers, body })
    expect(answer.status).toBe(200)
    const logged = run
      .out()
      .split('\n')
      .filter((line) => line.startsWith('{'))
    expect(logged.length).toBeGreaterThan(3)
    expect(logged.join('\n')).not.toContain(password)
    expect(logged.join('\n')).not.toContain(answer.headers.get('set-cookie')?.split(/[=;]/)[1])
  })

  it('reads one file in which no letter costs two bytes: the engine keeps all of its text', async (context) => {
    const file = await readFile(program, 'utf8')
    skipUnless(context, program.endsWith('cordon.js'), 'the server is not in one file: npm run build')
    expect(/[^\0-\x7f]/.exec(file)?.[0]).toBeUndefined()
  })

  it('ends within five seconds of Ctrl-C with 0, and starts again with what it had', async () => {
    const first = start({ CORDON_ADMIN: 'chief:correct horse' })
    await ready(first)
    expect(first.out()).toContain('Sign in as chief with the password from CORDON_ADMIN.')
    const begun = performance.now()
    first.child.kill('SIGINT')
    expect(await first.ended).toBe(0)
    expect(performance.now() - begun).toBeLessThan(5_000)
    const second = start({ CORDON_ADMIN: 'other:correct horse' })
    const url = await ready(second)
    expect(second.out()).toContain('Sign in with your account.')
    const body = JSON.stringify({ name: 'chief', password: 'correct horse' })
    const headers = { 'content-type': 'application/json' }
    expect((await fetch(`${url}/api/session`, { method: 'POST', headers, body })).status).toBe(200)
    second.child.kill('SIGTERM')
    expect(await second.ended).toBe(0)
  })
})

describe('a start that cannot be', () => {
  let taken: Server | null = null
  afterEach(() => void taken?.close())

  it('says that the port is taken', async () => {
    taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const address: AddressInfo | string | null = taken.address()
    const port = address !== null && typeof address === 'object' ? String(address.port) : ''
    expect(await refused(start({ PORT: port }))).toMatch(new RegExp(`^Port ${port} is taken .* set PORT`))
  })

  it('says that the folder is a file', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    expect(await refused(start({ CORDON_DATA: file }))).toMatch(/^The data folder \S+\/file .*CORDON_DATA/)
  })

  it('says that the folder may not be written', async () => {
    chmodSync(folder, 0o555)
    // Root may write everywhere, so the server is started as nobody.
    const asNobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
    expect(await refused(start({}, asNobody))).toMatch(/^The data folder .*CORDON_DATA/)
  })

  it('says that another process has the folder', async () => {
    const first = start()
    await ready(first)
    expect(await refused(start())).toMatch(new RegExp(`^The data folder .* process ${first.child.pid ?? ''}`))
  })

  it('says that nobody answers at the database', async () => {
    const url = 'postgres://cordon:secret@127.0.0.1:1/cordon'
    const line = await refused(start({ DATABASE_URL: url }))
    expect(line).toMatch(/^PostgreSQL at 127\.0\.0\.1:1 cannot be reached .*DATABASE_URL/)
    expect(line).not.toContain('secret')
  })

  it('says that the database is not there', async (context) => {
    const install = findPostgres()
    skipUnless(context, install !== null, 'no PostgreSQL: install postgresql-15-postgis-3')
    if (install === null) return
    const cluster = await startCluster(install, { fsync: false })
    try {
      const url = new URL(cluster.url)
      url.pathname = '/nowhere'
      expect(await refused(start({ DATABASE_URL: url.href }))).toMatch(/nowhere.*DATABASE_URL/)
    } finally {
      await cluster.stop()
    }
  })

  it('says which setting is wrong', async () => {
    expect(await refused(start({ CORDON_DEMO: 'maybe' }))).toBe('CORDON_DEMO: Expected on or off.\n')
  })
})
