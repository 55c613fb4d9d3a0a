/**
 * Brings the tree to the point where the server can run: packages installed, server and page built. Each step looks
 * whether it has anything to do, so that a warm start costs milliseconds.
 */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { withLock } from './lock.mjs'

export const root = fileURLToPath(new URL('../..', import.meta.url))
const at = (...parts) => path.join(root, ...parts)

const heartbeatMs = 15_000

/** Not part of what a build is made from. */
const aside = new Set(['dist', 'node_modules', '.vite'])

const serverSources = ['package-lock.json', 'tsconfig.base.json', 'alerts', 'db', 'server']
const pageSources = ['package-lock.json', 'alerts/src', 'server/src/wire', 'client']

const steps = [
  {
    doing: 'Installing packages',
    done: 'Packages are installed',
    isDone: installed,
    run: () => npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']),
  },
  {
    doing: 'Building the server',
    done: 'The server is built',
    isDone: () => existsSync(at('server/dist/cordon.js')) && isStamped('server', serverSources),
    run: buildServer,
  },
  {
    doing: 'Building the page',
    done: 'The page is built',
    isDone: () => existsSync(at('client/dist/index.html')) && isStamped('client', pageSources),
    run: () => npm(['run', 'build', '-w', 'client', '--loglevel=error']).then(() => stamp('client', pageSources)),
  },
]

/**
 * Does what is still to do and says so through `say`. Fails with a sentence when a step does.
 * `total` is the number of steps that the caller counts, at least three.
 */
export async function ready({ say, total = steps.length }) {
  if (steps.every((step) => step.isDone())) return
  await withLock(at('server/dist/.ready.lock'), say, async () => {
    for (const [index, step] of steps.entries()) await take(step, `${index + 1}/${total}`, say)
  })
}

async function take(step, count, say) {
  if (step.isDone()) return say(`${count} ${step.done}`)
  say(`${count} ${step.doing} …`)
  const began = Date.now()
  const seconds = () => Math.round((Date.now() - began) / 1000)
  const heartbeat = setInterval(() => say(`    still at it, ${seconds()} s`), heartbeatMs)
  try {
    await step.run()
  } catch (problem) {
    throw new Error(`${step.doing} failed after ${seconds()} s. ${problem.message}`)
  } finally {
    clearInterval(heartbeat)
  }
  say(`    done in ${seconds()} s`)
}

/** Every package that the lock file names is there in the version it names; optional ones may be missing. */
function installed() {
  const list = at('node_modules/.package-lock.json')
  if (!existsSync(list)) return false
  const wanted = JSON.parse(readFileSync(at('package-lock.json'), 'utf8')).packages
  const present = JSON.parse(readFileSync(list, 'utf8')).packages
  return Object.entries(wanted).every(
    ([where, want]) =>
      where === '' || want.optional || want.extraneous || (where in present && present[where].version === want.version),
  )
}

async function buildServer() {
  await tsc(['-b', 'server'])
  await quietly(process.execPath, [at('server/bin/bundle.mjs')])
  stamp('server', serverSources)
}

/** The packages that a program of this tree is run with, and what it says is shown only if it fails. */
const tsc = (args) => quietly(process.execPath, [at('node_modules/typescript/bin/tsc'), ...args])

function npm(args) {
  const self = process.env.npm_execpath
  return self?.endsWith('.js') ? quietly(process.execPath, [self, ...args]) : quietly('npm', args)
}

function quietly(command, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let said = ''
    const listen = (chunk) => (said = (said + chunk).slice(-20_000))
    child.stdout.setEncoding('utf8').on('data', listen)
    child.stderr.setEncoding('utf8').on('data', listen)
    const end = () => child.kill('SIGTERM')
    process.once('exit', end)
    child.once('error', reject)
    child.once('close', (code) => {
      process.off('exit', end)
      if (code === 0) return resolve()
      reject(new Error(`What it said:\n\n${said.trim() || '(nothing)'}\n`))
    })
  })
}

const stampFile = (part) => at(part, 'dist', '.stamp')

function stamp(part, sources) {
  mkdirSync(at(part, 'dist'), { recursive: true })
  writeFileSync(stampFile(part), fingerprint(sources))
}

function isStamped(part, sources) {
  return existsSync(stampFile(part)) && readFileSync(stampFile(part), 'utf8') === fingerprint(sources)
}

/** Changes when any file below `sources` comes, goes or is written. */
function fingerprint(sources) {
  const hash = createHash('sha256')
  for (const source of sources) for (const line of traces(at(source))) hash.update(line)
  return hash.digest('hex')
}

function* traces(place) {
  const found = statSync(place, { throwIfNoEntry: false })
  if (found === undefined) return
  if (found.isFile()) return yield `${path.relative(root, place)} ${found.size} ${found.mtimeMs}\n`
  const names = readdirSync(place).filter((name) => !aside.has(name) && !name.endsWith('.test.ts'))
  for (const name of names.sort()) yield* traces(path.join(place, name))
}
