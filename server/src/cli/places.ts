import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { readPlaceFile, type PlaceRow } from '../place/place-file.js'
import { placeListOut, placeRoutes, type PlaceInput } from '../wire/index.js'
import { ask, problemText, Unreachable, type Asked, type Question } from './ask.js'
import { openDoor, type OpenDoor } from './door.js'
import { refuse, type Environment, type ExitCode, type Terminal } from './terminal.js'

const usage = `npm run places -- FILE [--name NAME] [--source WORDS]
npm run places -- --list
npm run places -- --remove NAME
Brings places of your own: CSV with name, lat, lon and, as far as known, other_names (parted by |), kind, country, admin1,
admin2, uncertainty_m, population; or GeoJSON points with such properties. A list replaces one of the same name.`

type PlaceList = z.output<typeof placeListOut>
const listPage = z.object({ items: z.array(placeListOut) })
/** So many places go in one request. */
const atOnce = 1000
const shownRefusals = 20

interface Job {
  readonly door: OpenDoor
  readonly terminal: Terminal
}

/** Brings a file of places, lists what was brought, or takes it away. */
export async function runPlaces(args: readonly string[], env: Environment, terminal: Terminal): Promise<ExitCode> {
  const wanted = readWanted(args)
  if (wanted === null) return refuse(terminal, usage)
  const read = wanted.file === null ? null : await readRows(resolve(env['INIT_CWD'] ?? '.', wanted.file))
  if (typeof read === 'string') return refuse(terminal, read)
  const opened = await openDoor(env, terminal)
  if (!opened.ok) return refuse(terminal, opened.message)
  const job = { door: opened.door, terminal }
  try {
    if (wanted.remove !== null) return await remove(job, wanted.remove)
    return read === null ? await list(job) : await bring(job, { name: wanted.name, source: wanted.source }, read)
  } catch (error) {
    if (error instanceof Unreachable || error instanceof Refused) return refuse(terminal, error.message)
    throw error
  } finally {
    await opened.door.close()
  }
}

function readWanted(args: readonly string[]) {
  const text = { type: 'string' } as const
  const options = { name: text, source: text, remove: text, list: { type: 'boolean' } } as const
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [file = null] = positionals
    const ways = [file, values.remove, values.list].filter((it) => it != null)
    if (ways.length !== 1 || positionals.length > 1) return null
    const name = values.name ?? basename(file ?? '')
    return { file, remove: values.remove ?? null, name, source: values.source ?? name }
  } catch {
    return null
  }
}

async function readRows(path: string): Promise<readonly PlaceRow[] | string> {
  try {
    return readPlaceFile(await readFile(path, 'utf8'))
  } catch (error) {
    return `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`
  }
}

async function bring(job: Job, list: { name: string; source: string }, rows: readonly PlaceRow[]): Promise<ExitCode> {
  const { terminal } = job
  const places = rows.flatMap((it) => ('place' in it ? [it.place] : []))
  const refused = rows.flatMap((it) => ('reason' in it ? [it] : []))
  for (const { row, reason } of refused.slice(0, shownRefusals)) terminal.err(`Row ${row}: ${reason}`)
  if (refused.length > shownRefusals) terminal.err(`… and ${refused.length - shownRefusals} more.`)
  if (places.length === 0) return refuse(terminal, 'There is no place in the file; nothing was changed.')
  const done = await send(job, list, places)
  terminal.out(`${done.name}: ${done.places} places are known, ${refused.length} rows were refused.`)
  return refused.length === 0 ? 0 : 1
}

async function send(
  job: Job,
  list: { name: string; source: string },
  places: readonly PlaceInput[],
): Promise<PlaceList> {
  let state = await get(job, { method: 'POST', path: placeRoutes.beginList.path, body: list }, placeListOut)
  const path = placeRoutes.addToList.path.replace(':id', state.id)
  for (let from = 0; from < places.length; from += atOnce) {
    const body = { places: places.slice(from, from + atOnce), finished: from + atOnce >= places.length }
    state = await get(job, { method: 'POST', path, body }, placeListOut)
  }
  return state
}

async function list(job: Job): Promise<ExitCode> {
  const { items } = await get(job, { method: 'GET', path: placeRoutes.lists.path }, listPage)
  if (items.length === 0) job.terminal.out('No places were brought.')
  for (const it of items) {
    const state = it.active ? '' : ', not finished'
    job.terminal.out(
      `${it.name}: ${it.places} places from ${it.source}, by ${it.recordedBy} on ${it.recordedAt.slice(0, 10)}${state}`,
    )
  }
  return 0
}

async function remove(job: Job, name: string): Promise<ExitCode> {
  const { items } = await get(job, { method: 'GET', path: placeRoutes.lists.path }, listPage)
  const named = items.filter((it) => it.name === name)
  if (named.length === 0)
    return refuse(job.terminal, `There is no list "${name}". There are: ${items.map((it) => it.name).join(', ')}.`)
  for (const { id } of named) {
    await get(job, { method: 'DELETE', path: placeRoutes.removeList.path.replace(':id', id) }, z.unknown())
  }
  job.terminal.out(`${name} is removed.`)
  return 0
}

/** The server does not take it. */
class Refused extends Error {
  override readonly name = 'Refused'
}

async function get<T>({ door }: Job, question: Question, schema: z.ZodType<T>): Promise<T> {
  const asked: Asked<T> = await ask(door.door(), question, schema)
  if (asked.ok) return asked.value
  throw new Refused(problemText(asked.problem))
}
