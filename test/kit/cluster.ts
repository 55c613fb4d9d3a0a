import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'

/** Where one version of PostgreSQL keeps its programs. */
export interface PostgresInstall {
  readonly version: number
  readonly bin: string
}

/** A server that belongs to this process alone, with its files in a folder that goes away with it. */
export interface Cluster {
  /** Administrator's address. */
  readonly url: string
  readonly folder: string
  stop(): Promise<void>
  /** Ends it as a machine ends that loses its power; its files stay until it is stopped. */
  kill(): Promise<void>
  /** Stands still and says nothing, with its connections open, as a machine whose disk hangs; until it is told to go on. */
  freeze(): () => void
}

/** PostgreSQL refuses to run as root, so there it runs as the user that Debian's package makes. */
interface Identity {
  readonly uid: number
  readonly gid: number
}

const startLimitMs = 30_000
const stopLimitMs = 10_000

/** The newest PostgreSQL ≥ 15 with PostGIS in Debian's folders, or null. */
export function findPostgres(root = '/usr/lib/postgresql'): PostgresInstall | null {
  if (!existsSync(root)) return null
  const versions = readdirSync(root)
    .map(Number)
    .filter((version) => version >= 15)
  const installs = versions.sort((a, b) => b - a).map((version) => ({ version, bin: `${root}/${version}/bin` }))
  return installs.find((install) => existsSync(`${install.bin}/initdb`) && hasPostgis(install)) ?? null
}

function hasPostgis({ version }: PostgresInstall): boolean {
  return existsSync(`/usr/share/postgresql/${version}/extension/postgis.control`)
}

/** Makes a cluster on a free loopback port, behind a password that only its address holds. */
export async function startCluster(install: PostgresInstall, options: { fsync: boolean }): Promise<Cluster> {
  const owned = ownFolder()
  const password = randomBytes(16).toString('hex')
  initialise(install, { ...owned, password })
  return run(install, { ...owned, ...options, password })
}

/** Makes a hot standby that follows a cluster, under `name` where that one asks who has what it wrote. */
export async function startStandby(install: PostgresInstall, of: Pick<Cluster, 'url'>, name: string): Promise<Cluster> {
  const owned = ownFolder()
  const primary = new URL(of.url)
  const from = `host=${primary.hostname} port=${primary.port} user=${primary.username} application_name=${name}`
  const asked = ['--pgdata', `${owned.folder}/data`, '--write-recovery-conf', '--checkpoint=fast', '--no-sync']
  execFileSync(`${install.bin}/pg_basebackup`, [...asked, '--dbname', from], {
    ...owned.identity,
    cwd: owned.folder,
    env: { ...process.env, PGPASSWORD: primary.password },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  return run(install, { ...owned, fsync: true, password: primary.password })
}

interface Owned {
  readonly folder: string
  readonly identity: Partial<Identity>
}

function ownFolder(): Owned {
  const identity: Partial<Identity> = process.getuid?.() === 0 ? userPostgres() : {}
  const folder = mkdtempSync(path.join(tmpdir(), 'cordon-postgres-'))
  if (identity.uid !== undefined) chownSync(folder, identity.uid, identity.gid ?? identity.uid)
  return { folder, identity }
}

interface Kept extends Owned {
  readonly fsync: boolean
  readonly password: string
}

async function run(install: PostgresInstall, { folder, identity, fsync, password }: Kept): Promise<Cluster> {
  const port = await freePort()
  const server = spawn(`${install.bin}/postgres`, serverArguments(folder, port, fsync), {
    ...identity,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const complaint = lastWords(server)
  const dieWithUs = () => discard(server, folder)
  process.once('exit', dieWithUs)
  const url = `postgresql://cordon:${password}@127.0.0.1:${port}/postgres`
  await ready(url, server, complaint)
  return {
    ...{ url, folder },
    kill: () => end(server, 'SIGQUIT'),
    freeze: () => {
      signalAll(server, 'SIGSTOP')
      return () => signalAll(server, 'SIGCONT')
    },
    stop: () => stop(server, folder).finally(() => process.off('exit', dieWithUs)),
  }
}

function userPostgres(): Identity {
  const ask = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: ask('-u'), gid: ask('-g') }
}

function initialise(
  { bin }: PostgresInstall,
  { folder, password, identity }: { folder: string; password: string; identity: Partial<Identity> },
): void {
  const secret = path.join(folder, 'password')
  writeFileSync(secret, password, { mode: 0o644 })
  const settings = ['--username=cordon', '--auth=scram-sha-256', `--pwfile=${secret}`, '--encoding=UTF8', '--no-locale']
  execFileSync(`${bin}/initdb`, [`--pgdata=${folder}/data`, '--no-sync', ...settings], {
    ...identity,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  rmSync(secret)
}

function serverArguments(folder: string, port: number, fsync: boolean): string[] {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: folder,
    fsync: fsync ? 'on' : 'off',
    synchronous_commit: fsync ? 'on' : 'off',
    max_connections: 200,
    log_min_messages: 'fatal',
  }
  return ['-D', `${folder}/data`, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])]
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(port))
    })
  })
}

/** Keeps the end of what the server writes to stderr, to say why it did not start. */
function lastWords(server: ChildProcess): () => string {
  let text = ''
  server.stderr?.setEncoding('utf8').on('data', (chunk: string) => (text = (text + chunk).slice(-2_000)))
  return () => text
}

async function ready(url: string, server: ChildProcess, complaint: () => string): Promise<void> {
  const deadline = Date.now() + startLimitMs
  while (Date.now() < deadline) {
    if (server.exitCode !== null) throw new Error(`PostgreSQL did not start: ${complaint()}`)
    if (await answers(url)) return
    await wait(50)
  }
  throw new Error(`PostgreSQL did not answer within ${startLimitMs} ms: ${complaint()}`)
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  try {
    await client.connect()
    await client.query('SELECT 1')
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Fast shutdown, then by force. */
async function stop(server: ChildProcess, folder: string): Promise<void> {
  await end(server, 'SIGINT')
  rmSync(folder, { recursive: true, force: true })
}

async function end(server: ChildProcess, signal: 'SIGINT' | 'SIGQUIT'): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.kill(signal)
  const late = await Promise.race([gone.then(() => false), wait(stopLimitMs, true, { ref: false })])
  if (late) server.kill('SIGKILL')
  await gone
}

/** The server first, so that it starts no other meanwhile; then whatever it has started. */
function signalAll({ pid }: ChildProcess, signal: 'SIGSTOP' | 'SIGCONT'): void {
  if (pid === undefined) return
  process.kill(pid, signal)
  const started = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
  for (const one of started) process.kill(Number(one), signal)
}

/** The last resort when this process ends without stopping its cluster. */
function discard(server: ChildProcess, folder: string): void {
  const pidFile = path.join(folder, 'data', 'postmaster.pid')
  if (!existsSync(pidFile)) return
  const own = readFileSync(pidFile, 'utf8').startsWith(`${server.pid}\n`)
  if (own) server.kill('SIGQUIT')
  rmSync(folder, { recursive: true, force: true })
}
