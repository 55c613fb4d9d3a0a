import { runArchiveRead, runArchiveRestore } from './archive.js'
import { runAudit } from './audit.js'
import { runBackup, runRestore } from './backup.js'
import { runImport } from './import.js'
import { runMigrate } from './migrate.js'
import { runPlaces } from './places.js'
import { runSchema } from './schema.js'
import { runStory } from './story.js'
import { openTerminal, type Environment, type ExitCode, type Terminal } from './terminal.js'
import { runToken } from './token.js'
import { runZones } from './zones.js'

type Command = (args: readonly string[], env: Environment, terminal: Terminal) => Promise<ExitCode>

const commands: Readonly<Record<string, Command>> = {
  import: runImport,
  token: runToken,
  story: runStory,
  places: runPlaces,
  zones: runZones,
  audit: runAudit,
  backup: runBackup,
  restore: runRestore,
  'archive-read': runArchiveRead,
  'archive-restore': runArchiveRestore,
  migrate: runMigrate,
  schema: runSchema,
}

const [name = '', ...args] = process.argv.slice(2)
const command = Object.hasOwn(commands, name) ? commands[name] : undefined
// These know what to say when they are stopped half way; the others have nothing to finish.
const terminal = openTerminal(name === 'import' || name === 'story')

if (command === undefined) {
  terminal.err(`Expected a command: ${Object.keys(commands).join(', ')}; got "${name}".`)
  process.exit(2)
}

// Connections that are kept alive would hold the process for seconds more.
command(args, process.env, terminal).then(
  (code) => process.exit(code),
  (error: unknown) => {
    terminal.err(error instanceof Error ? (error.stack ?? error.message) : String(error))
    process.exit(2)
  },
)
