import { createHash } from 'node:crypto'
import { canonical, formatSpan, type RecordMapping } from '@cordon/alerts'
import type { FileFormat, Reading } from '../feed/read/row.js'
import { firstRow } from '../import/chunk.js'
import { chunksOf, type Chunk } from '../import/chunks.js'
import { importRoutes, importState, refusalList, type ImportRefusal, type ImportState } from '../wire/index.js'
import { ask, problemText, type Asked, type Question } from './ask.js'
import type { OpenDoor } from './door.js'
import type { ReadFile } from './file.js'
import { sendInOrder } from './in-flight.js'
import { askUntilAnswered, GivenUp } from './persist.js'
import { grouped, Progress } from './progress.js'
import { refusalLines, writeRefusals } from './refused.js'
import { refuse, type ExitCode, type Terminal } from './terminal.js'

/** Requests under way at once: the server reads one while it stores another. */
const width = 3
const giveUpMs = 5 * 60_000

/** What each format is called in one word or two. */
export const titles: Readonly<Record<FileFormat, string>> = {
  ucdp: 'UCDP GED',
  acled: 'ACLED',
  csv: 'CSV',
  geojson: 'GeoJSON',
  kml: 'KML',
  gpx: 'GPX',
}

/** A file that was opened as it was asked to be read. */
export interface FileRead {
  readonly file: ReadFile
  readonly reading: Reading
  readonly mapping: RecordMapping | null
}

interface Job extends FileRead {
  readonly door: OpenDoor
  readonly terminal: Terminal
}

/** Sends a file to the server, on from where an interruption left it, and says what it brought. */
export async function importFile(job: Job): Promise<ExitCode> {
  const { terminal, file, mapping } = job
  const body = { name: file.name, sha256: keyOf(file, mapping) }
  const begun = await put(job, { method: 'POST', path: importRoutes.begin.path, body }, terminal.err)
  if (!begun.ok) return refuse(terminal, problemText(begun.problem))
  if (begun.value.nextRow > 1) terminal.err(`Going on at row ${grouped(begun.value.nextRow)}.`)
  const beganMs = performance.now()
  const { state, why } = await sendRows(job, begun.value)
  if (state.finished) return report(job, state, formatSpan(performance.now() - beganMs))
  terminal.err(`${why} ${grouped(state.nextRow - 1)} rows are in; run the same command again to go on.`)
  return terminal.stop.aborted ? 130 : 2
}

/** By what an interrupted import is known again: the same content, read in the same way. */
function keyOf({ sha256 }: ReadFile, mapping: RecordMapping | null): string {
  if (mapping === null) return sha256
  return createHash('sha256')
    .update(`${sha256} ${canonical(mapping)}`)
    .digest('hex')
}

/** Sends the rows that are not in yet; answers how far it came, and why not further. */
async function sendRows(job: Job, begun: ImportState): Promise<{ readonly state: ImportState; readonly why: string }> {
  const progress = new Progress(job.terminal)
  let state = begun
  try {
    await sendInOrder(watched(job, begun.nextRow, progress), {
      width,
      send: ({ chunk }) => sendChunk(job, begun.id, { chunk, say: (line) => progress.say(line) }),
      each: (next, { share }) => {
        state = next
        progress.update({ rows: next.nextRow - 1, share })
      },
    })
    return { state, why: 'Stopped.' }
  } catch (error) {
    if (error instanceof GivenUp) return { state, why: job.terminal.stop.aborted ? 'Stopped.' : error.message }
    throw error
  } finally {
    progress.stop()
  }
}

/** A chunk, and the share of the file up to its end. */
interface Sent {
  readonly chunk: Chunk
  readonly share: number
}

/** The file is read ahead of what is sent: it is through with its last chunk alone. */
const mostUnfinished = 0.99

/** The chunks from a row on, until the person stops it; work begins where the rows that are in end. */
async function* watched({ reading, file, terminal }: Job, fromRow: number, progress: Progress): AsyncGenerator<Sent> {
  let first = true
  for await (const chunk of chunksOf(reading.rows(fromRow), fromRow)) {
    if (terminal.stop.aborted) return
    if (first) progress.startAt({ rows: fromRow - 1, share: fromRow === 1 ? 0 : file.share() })
    first = false
    yield { chunk, share: chunk.finished ? 1 : Math.min(file.share(), mostUnfinished) }
  }
}

async function sendChunk(
  job: Job,
  id: string,
  { chunk, say }: { chunk: Chunk; say: (line: string) => void },
): Promise<ImportState> {
  const path = importRoutes.rows.path.replace(':id', id)
  const asked = await put(job, { method: 'POST', path, body: chunk }, say)
  if (asked.ok) return asked.value
  throw new GivenUp(`The server refuses the rows from ${grouped(firstRow(chunk))} on: ${problemText(asked.problem)}`)
}

function put({ door, terminal }: Job, question: Question, say: (line: string) => void): Promise<Asked<ImportState>> {
  const onWait = (why: string, ms: number) => {
    if (ms >= 1000) say(`${why} Trying again in ${formatSpan(ms)}.`)
  }
  return askUntilAnswered(door, question, { schema: importState, stop: terminal.stop, giveUpMs, onWait })
}

async function report(job: Job, state: ImportState, note: string): Promise<ExitCode> {
  const { terminal, file, reading } = job
  const { stored, unchanged, revised, refused } = state
  const all = state.nextRow - 1
  terminal.out(`${file.name} (${titles[reading.format]}): ${grouped(all - refused)} of ${grouped(all)} rows are in.`)
  const counts = Object.entries({ stored, unchanged, revised, refused }).map(
    ([name, count]) => `${name} ${grouped(count)}`,
  )
  terminal.out(`  ${counts.join(' · ')} · ${note}`)
  if (state.warned > 0)
    terminal.out(`  ${grouped(state.warned)} with a tag: the governorate they state and their point do not agree`)
  if (state.undoable) terminal.err(`To take it back: npm run import -- --undo ${state.id}`)
  if (refused === 0) return 0
  const refusals = await refusalsOf(job, state.id)
  if (refusals === null) return 1
  refusalLines(refusals, reading.format).forEach(terminal.out)
  terminal.out(`All refused rows: ${await writeRefusals(file.path, refusals)}`)
  return 1
}

/** The rows that were refused; null, with a word on it, where the token may bring rows in and not read these. */
async function refusalsOf({ door, terminal }: Job, id: string): Promise<readonly ImportRefusal[] | null> {
  const path = importRoutes.refusals.path.replace(':id', id)
  const asked = await ask(door.door(), { method: 'GET', path }, refusalList)
  if (asked.ok) return asked.value.items
  if (asked.problem.status === 403) {
    terminal.err(`Which rows were refused is not for this token to read: ${problemText(asked.problem)}`)
    return null
  }
  throw new Error(problemText(asked.problem))
}
