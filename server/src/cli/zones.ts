import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { z } from 'zod'
import { largestZoneFileBytes, mostZonesAtOnce, zoneFileOut, zoneFileRoutes, zonesBrought } from '../wire/index.js'
import { ask, problemText, Unreachable, type Question } from './ask.js'
import { openDoor, type OpenDoor } from './door.js'
import { refuse, type Environment, type ExitCode, type Terminal } from './terminal.js'

const usage = `npm run zones -- FILE [--radius METRES] [--width METRES] [--look]
Brings the shapes of a GeoJSON, KML, KMZ or GPX file as public zones. --radius is that of a circle round a point, --width
that of a corridor along a line, where the file does not say them. --look stores nothing and says what would come.`

const shownRefusals = 20

interface Wanted {
  readonly file: string
  readonly look: boolean
  readonly radiusMetres: number | null
  readonly widthMetres: number | null
}

interface Job {
  readonly door: OpenDoor
  readonly terminal: Terminal
}

type Shape = z.output<typeof zoneFileOut>['shapes'][number]

/** Brings a file of zones. Those that stand already are not stored again, so that it may be run twice. */
export async function runZones(args: readonly string[], env: Environment, terminal: Terminal): Promise<ExitCode> {
  const wanted = readWanted(args)
  if (typeof wanted === 'string') return refuse(terminal, wanted)
  const bytes = await readBytes(resolve(env['INIT_CWD'] ?? '.', wanted.file))
  if (typeof bytes === 'string') return refuse(terminal, bytes)
  const opened = await openDoor(env, terminal)
  if (!opened.ok) return refuse(terminal, opened.message)
  try {
    return await bring({ door: opened.door, terminal }, wanted, bytes)
  } catch (error) {
    if (error instanceof Unreachable || error instanceof Refused) return refuse(terminal, error.message)
    throw error
  } finally {
    await opened.door.close()
  }
}

/** What the arguments ask for, or what is wrong with them. */
export function readWanted(args: readonly string[]): Wanted | string {
  const options = { radius: { type: 'string' }, width: { type: 'string' }, look: { type: 'boolean' } } as const
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
    const [file, ...others] = positionals
    if (file === undefined || others.length > 0) return usage
    const [radiusMetres, widthMetres] = [metresOf(values.radius), metresOf(values.width)]
    if (Number.isNaN(radiusMetres)) return `--radius: expected a number of metres; got "${values.radius ?? ''}".`
    if (Number.isNaN(widthMetres)) return `--width: expected a number of metres; got "${values.width ?? ''}".`
    return { file, look: values.look === true, radiusMetres, widthMetres }
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}\n${usage}`
  }
}

function metresOf(text: string | undefined): number | null {
  if (text === undefined) return null
  return Number(text) > 0 ? Number(text) : NaN
}

async function readBytes(path: string): Promise<Buffer<ArrayBuffer> | string> {
  try {
    const bytes = await readFile(path)
    if (bytes.length <= largestZoneFileBytes) return bytes
    return `${path} has ${bytes.length} bytes; expected at most ${largestZoneFileBytes}: cut it into parts, or pack it as KMZ.`
  } catch (error) {
    return `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`
  }
}

async function bring(job: Job, wanted: Wanted, bytes: Buffer<ArrayBuffer>): Promise<ExitCode> {
  const { terminal } = job
  const file = await get(job, { method: 'POST', path: zoneFileRoutes.read.path, bytes }, zoneFileOut)
  const refused = file.refused.flatMap(({ of, name, errors }) =>
    errors.map(
      ({ path, message }) => `${of}${name === null ? '' : ` "${name}"`}: ${path === '' ? '' : `${path}: `}${message}`,
    ),
  )
  for (const line of refused.slice(0, shownRefusals)) terminal.err(line)
  if (refused.length > shownRefusals) terminal.err(`… and ${refused.length - shownRefusals} more.`)
  const lacking = file.shapes.map((it) => lacks(it, wanted)).find((it) => it !== null)
  if (lacking != null) return refuse(terminal, `${lacking}; nothing was stored.`)
  if (file.shapes.length === 0) return refuse(terminal, 'There is no shape in the file; nothing was stored.')
  const said = wanted.look ? known(file.shapes) : await store(job, wanted, file.shapes)
  terminal.out(`${said}, ${file.refused.length} were refused.`)
  return file.refused.length === 0 ? 0 : 1
}

function lacks({ of, name, geometry, ...own }: Shape, { radiusMetres, widthMetres }: Wanted): string | null {
  if (geometry.type === 'Point' && (own.radiusMetres ?? radiusMetres) === null)
    return `${of} "${name}" is a point: say its --radius`
  const isLine = geometry.type.endsWith('LineString')
  return isLine && (own.widthMetres ?? widthMetres) === null ? `${of} "${name}" is a line: say its --width` : null
}

function known(shapes: readonly Shape[]): string {
  const there = shapes.filter(({ knownAs }) => knownAs !== null).length
  return `${shapes.length - there} zones would be stored, ${there} stand already`
}

async function store(job: Job, wanted: Wanted, shapes: readonly Shape[]): Promise<string> {
  let [stored, there] = [0, 0]
  for (let from = 0; from < shapes.length; from += mostZonesAtOnce) {
    const zones = shapes.slice(from, from + mostZonesAtOnce).map((it) => featureOf(it, wanted))
    const { items } = await get(job, { method: 'POST', path: zoneFileRoutes.bring.path, body: { zones } }, zonesBrought)
    stored += items.filter(({ is }) => is === 'stored').length
    there += items.filter(({ is }) => is === 'known').length
  }
  return `${stored} zones were stored, ${there} stood already`
}

function featureOf({ name, geometry, reachMetres, rings, ...own }: Shape, wanted: Wanted) {
  const isPoint = geometry.type === 'Point'
  const isLine = geometry.type.endsWith('LineString')
  const sizes = {
    radiusMetres: isPoint ? (own.radiusMetres ?? wanted.radiusMetres) : null,
    widthMetres: isLine ? (own.widthMetres ?? wanted.widthMetres) : null,
  }
  return { type: 'Feature', geometry, properties: { name, visibility: 'public', ...sizes, reachMetres, rings } }
}

/** The server does not take it. */
class Refused extends Error {
  override readonly name = 'Refused'
}

async function get<T>({ door }: Job, question: Question, schema: z.ZodType<T>): Promise<T> {
  const asked = await ask(door.door(), question, schema)
  if (asked.ok) return asked.value
  throw new Refused(problemText(asked.problem))
}
