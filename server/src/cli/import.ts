import { readIncidents } from '../feed/read/detect.js'
import { inspect } from '../import/inspect.js'
import { loadGazetteer } from '../place/gazetteer.js'
import { doubtBy } from '../place/point-check.js'
import { readConfig } from '../platform/config.js'
import { Unreachable } from './ask.js'
import { openDoor, type OpenDoor } from './door.js'
import { findFile, type ReadFile } from './file.js'
import { dryRun } from './import-dry.js'
import { findReader, isSaved } from './import-mapping.js'
import { importFile, titles, type FileRead } from './import-send.js'
import { listImports, undoImport } from './import-undo.js'
import { readWanted, usage, type How, type Wanted } from './import-wanted.js'
import { GivenUp } from './persist.js'
import { refuse, type Environment, type ExitCode, type Terminal } from './terminal.js'

/** Imports a file of history, tells what it would bring, or takes an import back. */
export async function runImport(args: readonly string[], env: Environment, terminal: Terminal): Promise<ExitCode> {
  const wanted = readWanted(args)
  if (wanted === null) return refuse(terminal, usage)
  switch (wanted.what) {
    case 'list':
      return atDoor({ env, terminal }, (door) => listImports({ door, terminal }))
    case 'undo':
      return atDoor({ env, terminal }, (door) => undoImport(wanted.id, { door, terminal }))
    case 'guess':
    case 'dry-run':
    case 'import':
      return runFile(wanted, { env, terminal })
  }
}

interface Place {
  readonly env: Environment
  readonly terminal: Terminal
}

async function runFile(wanted: Extract<Wanted, { readonly file: string }>, place: Place): Promise<ExitCode> {
  const { env, terminal } = place
  const found = await findFile(wanted.file, env)
  if (!found.ok) return refuse(terminal, found.message)
  const { file } = found
  if (wanted.what === 'guess') return printGuess(file, terminal)
  const { how } = wanted
  const tell = (it: FileRead & { readonly now: string }) => tellFile(it, place)
  const send = (it: FileRead, door: OpenDoor) => importFile({ ...it, door, terminal })
  const isDry = wanted.what === 'dry-run'
  // A file that cannot be read is refused before a server is looked for.
  if (!isSaved(how))
    return read({ file, how, door: null }, place, (it) => (isDry ? tell(it) : atDoor(place, (door) => send(it, door))))
  return atDoor(place, (door) => read({ file, how, door }, place, (it) => (isDry ? tell(it) : send(it, door))))
}

/** A dry run knows the places that come with us; those that operators brought are the server's. */
async function tellFile(
  { file, reading, now }: FileRead & { readonly now: string },
  { env, terminal }: Place,
): Promise<ExitCode> {
  const read = readConfig({ ...env, PORT: '0', HOST: '127.0.0.1' }, { terminal: true })
  if (!read.ok) return refuse(terminal, read.faults.join('\n'))
  const index = await loadGazetteer(read.config.gazetteer, { query: () => Promise.resolve([]) })
  const doubtOf = doubtBy(index)
  const { format } = reading
  return dryRun(reading.rows(), { name: file.name, title: titles[format], format, now, doubtOf }, terminal)
}

async function atDoor({ env, terminal }: Place, use: (door: OpenDoor) => Promise<ExitCode>): Promise<ExitCode> {
  const opened = await openDoor(env, terminal)
  if (!opened.ok) return refuse(terminal, opened.message)
  try {
    return await use(opened.door)
  } catch (error) {
    if (!(error instanceof Unreachable || error instanceof GivenUp)) throw error
    const code = refuse(terminal, error.message)
    return terminal.stop.aborted ? 130 : code
  } finally {
    await opened.door.close()
  }
}

async function printGuess(file: ReadFile, terminal: Terminal): Promise<ExitCode> {
  const inspected = await inspect(file.content)
  if (!inspected.ok) return refuse(terminal, `${file.name}: ${inspected.message}`)
  const { guess } = inspected.inspection
  for (const { column, role, confidence, reason } of guess.columns)
    terminal.err(`${column} → ${role} (${confidence}: ${reason})`)
  if (guess.missing.length > 0) terminal.err(`Not found, to be filled in: ${guess.missing.join(', ')}`)
  terminal.out(JSON.stringify(guess.mapping, null, 2))
  return 0
}

/** Opens a file as it was asked to be read. */
async function read(
  { file, how, door }: { readonly file: ReadFile; readonly how: How; readonly door: OpenDoor | null },
  { env, terminal }: Place,
  use: (read: FileRead & { readonly now: string }) => Promise<ExitCode>,
): Promise<ExitCode> {
  const found = await findReader(how, { env, door })
  if (!found.ok) return refuse(terminal, found.message)
  const { mapping, expected } = found.reader
  const now = new Date().toISOString()
  terminal.err(`Reading ${file.name} …`)
  const result = await readIncidents(file.content, { mapping, now })
  if (!result.ok) return refuse(terminal, `${file.name}: ${result.message}`)
  const { reading } = result
  if (expected !== null && expected !== reading.format)
    return refuse(terminal, `${file.name} is ${titles[reading.format]} and not ${titles[expected]}.`)
  if (reading.ignored.length > 0) terminal.err(`Columns not read: ${reading.ignored.join(', ')}`)
  return use({ file, reading, mapping, now })
}
