import { existsSync } from 'node:fs'
import path from 'node:path'
import { openDatabase, type Database, type OpenOptions } from '@cordon/db'
import { Erasure } from '../access/erasure.js'
import { ForgottenAgain } from '../access/forgotten-again.js'
import { ForgottenFile } from '../access/forgotten-file.js'
import { ForgottenLate } from '../access/forgotten-late.js'
import { AuditService } from '../audit/audit.service.js'
import { BackupFault } from '../backup/format.js'
import { ownBackup, restoreBackup } from '../backup/restore.js'
import { writeBackup } from '../backup/write.js'
import { openVault, type Vault } from '../deliver/vault.js'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { readConfig, type Config } from '../platform/config.js'
import { migrating } from '../platform/migrating.js'
import { startFault } from '../platform/start-fault.js'
import { ZoneService } from '../zone/zone.service.js'
import { grouped } from './progress.js'
import { refuse, type Environment, type ExitCode, type Terminal } from './terminal.js'

const usage = `npm run backup -- FILE
Writes all that the database holds into a new file. On PostgreSQL the server may run on; the embedded one has to be stopped.`

const usageOfRestore = `npm run restore -- FILE
Puts a backup into an empty database, holds every table against it, and forgets again whoever was forgotten since. Stop the server first; start it afterwards.`

/** Writes a backup: exit code 0 where the file is whole. */
export async function runBackup(args: readonly string[], env: Environment, terminal: Terminal): Promise<ExitCode> {
  return withDatabase({ args, env, terminal, usage, first: nothingFirst }, async ({ database, file, config }) => {
    const { tables, sha256 } = await writeBackup(database, file, new Date().toISOString())
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    terminal.out(`${file}: ${grouped(rows)} rows of ${tables.length} tables, SHA-256 ${sha256}`)
    terminal.out(keySaying(config))
    return 0
  })
}

/** Puts a backup back: exit code 0 where all of it stands, and the audit log is whole. */
export async function runRestore(args: readonly string[], env: Environment, terminal: Terminal): Promise<ExitCode> {
  const asked = { args, env, terminal, usage: usageOfRestore, first: ownBackup }
  return withDatabase(asked, async ({ database, file, config, read }) => {
    const { tables, madeAt } = await restoreBackup(database, file, read)
    const rows = tables.reduce((sum, table) => sum + table.rows, 0)
    terminal.out(`Restored as of ${madeAt}: ${grouped(rows)} rows of ${tables.length} tables, each as it was kept.`)
    return afterwards(database, config, terminal)
  })
}

/**
 * Forgets whoever was forgotten since, and follows the audit log, with the key that is here; without one none is made, so
 * that the old one finds its place free.
 */
async function afterwards(database: Database, config: Config, terminal: Terminal): Promise<ExitCode> {
  const { secretKeys, folder } = config
  const note = new ForgottenFile(config)
  if ((await note.read()) === null) {
    terminal.err(
      `There is no ${note.path}: whoever was forgotten since then has their name there again. Put the newest`,
    )
    terminal.err('one that there is in its place before you start the server, which forgets them by it.')
  }
  if (secretKeys.length === 0 && !existsSync(path.join(folder, 'secret.key'))) {
    terminal.err(
      `The audit log was not followed, since its key is not here. Put the old ${path.join(folder, 'secret.key')}`,
    )
    terminal.err('in its place, or set CORDON_SECRET_KEYS, before you start the server; then: npm run audit:verify')
    return 1
  }
  const vault = await openVault(secretKeys, folder)
  const audit = new AuditService(database, vault)
  const { sayings } = await againIn({ database, vault, audit, note }).forget()
  for (const it of sayings) terminal.out(it)
  const { entries, faults } = await audit.verify()
  terminal.out(`Audit log: ${grouped(entries)} entries, ${faults.length} faults.`)
  return faults.length === 0 ? 0 : 1
}

interface Hands {
  readonly database: Database
  readonly vault: Vault
  readonly audit: AuditService
  readonly note: ForgottenFile
}

/** What forgets again, put together without a server. */
function againIn({ database, vault, audit, note }: Hands): ForgottenAgain {
  const clock = new Clock()
  const zones = new ZoneService(database, clock, new ChangeSignal())
  const late = new ForgottenLate(database, clock, vault)
  return new ForgottenAgain(database, note, new Erasure(database, clock, audit, zones, late))
}

/** The key is not in the file: whoever has both can read what is sealed. */
function keySaying({ secretKeys, folder }: Config): string {
  const where = secretKeys.length > 0 ? 'CORDON_SECRET_KEYS' : path.join(folder, 'secret.key')
  return `The key that seals addresses and signs the audit log is not in it: keep ${where} in another place.`
}

interface Asked {
  readonly args: readonly string[]
  readonly env: Environment
  readonly terminal: Terminal
  readonly usage: string
}

/** What is to be found in the file before the database is opened, which may change it. */
interface AskedFirst<T> extends Asked {
  readonly first: (file: string) => Promise<T>
}

interface InHand<T> {
  readonly read: T
  readonly database: Database
  readonly file: string
  readonly config: Config
}

/** Opens the database of a command that is given a file, and says what keeps it from doing its work. */
export async function withDatabase<T>(
  asked: AskedFirst<T>,
  work: (hand: InHand<T>) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { args, env, terminal } = asked
  const [given, ...more] = args
  if (given === undefined || given.startsWith('-') || more.length > 0) return refuse(terminal, asked.usage)
  const settings = readConfig(env, { terminal: true })
  if (!settings.ok) return refuse(terminal, settings.faults.join('\n'))
  const { config } = settings
  // npm runs us elsewhere and says from where it was called.
  const file = path.resolve(env['INIT_CWD'] ?? process.cwd(), given)
  try {
    const onOlder = (steps: number) => terminal.out(migrating(steps))
    const place = { folder: config.folder, url: config.databaseUrl ?? undefined, onOlder }
    const read = await asked.first(file)
    return await opened(place, (database) => work({ file, read, database, config }))
  } catch (error) {
    const fault = error instanceof BackupFault ? `${file}: ${error.message}` : fileFault(error, file)
    const why = fault ?? startFault(error, config)
    if (why === null) throw error
    return refuse(terminal, why)
  }
}

async function opened(place: OpenOptions, work: (database: Database) => Promise<ExitCode>): Promise<ExitCode> {
  const database = await openDatabase(place)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** For a command whose file is read, or written, when the database is open. */
export const nothingFirst = () => Promise.resolve(null)

/** Why a file cannot be used; null where it is not the file that failed. */
export function fileFault(error: unknown, file: string): string | null {
  if (!(error instanceof Error && 'path' in error && String(error.path).startsWith(file))) return null
  const code = 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT') return `There is no file ${file}, or no folder for it.`
  if (code !== 'EEXIST') return `${file} cannot be used (${code}).`
  // The last step is to name what was written: that name was taken meanwhile.
  if ('dest' in error) return `${file} is there already: choose another name.`
  return `${String(error.path)} is there: a backup that goes on, or was cut off. Delete it where none goes on.`
}
