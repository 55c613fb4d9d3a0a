import { say, type ZoneGeometry } from '@cordon/alerts'
import { asUtf8, encodingOf, xmlText } from '../../feed/read/encoding.js'
import { unpackKmz } from '../../feed/read/kmz.js'
import { peek } from '../../feed/read/peek.js'
import { readXml, type Element } from '../../feed/read/xml.js'
import { fieldErrors, shown, zoneInput } from '../../wire/index.js'
import type { Found, FoundShape, Unshaped } from './found.js'
import { geoJsonShapes } from './geojson.js'
import { gpxShapes } from './gpx.js'
import { kmlShapes } from './kml.js'
import { once } from './once.js'
import { piecesOf } from './pieces.js'

/** A shape that the contract of zones takes; a measure that the file does not give is null, and the reader's to say. */
export interface Candidate {
  /** Which of the file's features it is, from 1: `Placemark 3`. */
  readonly of: string
  readonly name: string
  readonly geometry: ZoneGeometry
  readonly radiusMetres: number | null
  readonly widthMetres: number | null
  readonly reachMetres: number
  readonly rings: readonly number[]
}

export type ZoneFormat = 'geojson' | 'kml' | 'gpx'

/** What a file holds, in its order. */
export type ShapesFound = readonly (Candidate | Unshaped)[]

export type ZoneFile =
  | {
      readonly ok: true
      readonly format: ZoneFormat
      readonly found: ShapesFound
    }
  | { readonly ok: false; readonly message: string }

/** What was found by whether it may become a zone, each in the order of the file. */
export function parted(found: ShapesFound): {
  readonly shapes: readonly Candidate[]
  readonly refused: readonly Unshaped[]
} {
  return {
    shapes: found.flatMap((it) => ('errors' in it ? [] : [it])),
    refused: found.flatMap((it) => ('errors' in it ? [it] : [])),
  }
}

/** Shapes of one file: more are no longer looked through by anybody. */
export const mostShapes = 10_000

/** Reads the shapes of a GeoJSON, KML, KMZ or GPX file, known by what it begins with; nothing is stored. */
export async function readZoneFile(bytes: Uint8Array): Promise<ZoneFile> {
  const { head, all } = await peek(once(bytes), bytes.length)
  if (head.toString('latin1', 0, 4) === 'PK\u0003\u0004') return kmzFile(bytes)
  const encoding = encodingOf(head.subarray(0, 1 << 16))
  const first = new TextDecoder(encoding)
    .decode(head.subarray(0, 1 << 12))
    .trimStart()
    .charAt(0)
  if (first === '<') return xmlFile(xmlText(head))
  if (first !== '{' && first !== '[' && first !== '\u001e')
    return refused(first === '' ? say('refused.emptyFile', {}) : say('refused.otherFile', { got: shown(first) }))
  const found: Found[] = []
  for await (const it of geoJsonShapes(await gathered(asUtf8(all, encoding)))) if (found.push(it) > mostShapes) break
  return judged('geojson', found)
}

async function gathered(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

function kmzFile(archive: Uint8Array): ZoneFile {
  const unpacked = unpackKmz(archive)
  if (!unpacked.ok) return unpacked
  const roots: Element[] = []
  for (const { name, bytes } of unpacked.documents) {
    const read = readXml(xmlText(bytes))
    const inArchive = (why: string) => refused(say('refused.inArchive', { document: name, why }))
    if (!read.ok) return inArchive(read.message)
    if (read.root.name !== 'kml')
      return inArchive(say('refused.expected', { expected: 'KML', got: shown(read.root.name) }))
    roots.push(read.root)
  }
  return judged(
    'kml',
    kmlShapes(
      roots,
      unpacked.documents.map(({ name }) => name),
    ),
  )
}

function xmlFile(text: string): ZoneFile {
  const read = readXml(text)
  if (!read.ok) return read
  const { root } = read
  if (root.name === 'kml') return judged('kml', kmlShapes([root]))
  if (root.name === 'gpx') return judged('gpx', gpxShapes(root))
  return refused(say('refused.otherXml', { got: shown(root.name) }))
}

function refused(message: string): ZoneFile {
  return { ok: false, message }
}

/** What was found, by whether the contract of zones takes it. */
function judged(format: ZoneFormat, found: readonly Found[]): ZoneFile {
  if (found.length > mostShapes) return refused(say('refused.manyShapes', { mostCount: mostShapes }))
  const common = commonFolders(found.flatMap((it) => ('folders' in it ? [it.folders] : [])))
  const judgements = found.flatMap((it) => ('errors' in it ? [it] : inPieces(it, common).map(judge)))
  return { ok: true, format, found: judgements }
}

/** How many of the outermost folders hold all shapes: they tell none apart. */
function commonFolders(all: readonly (readonly string[])[]): number {
  const [first = []] = all
  const differs = first.findIndex((name, at) => all.some((folders) => folders[at] !== name))
  return differs < 0 ? first.length : differs
}

interface Piece extends Omit<FoundShape, 'folders' | 'inFolder' | 'geometry'> {
  readonly name: string
  readonly geometry: ZoneGeometry
}

/** What has no name of its own has that of its folder with a number, also where this folder holds everything. */
function wholeName({ of, folders, name, inFolder }: FoundShape, common: number): string {
  const folder = folders.at(-1)
  const isOfFolder = name === null && folder !== undefined && inFolder !== undefined
  const parts = isOfFolder
    ? [...folders.slice(common, -1), `${folder.trim()} ${inFolder}`]
    : [...folders.slice(common), name ?? of]
  return parts.map((it) => it.trim()).join(' / ')
}

function inPieces(found: FoundShape, common: number): readonly Piece[] {
  const { of, geometry, own } = found
  const whole = wholeName(found, common)
  const pieces = piecesOf(geometry)
  return pieces.map((it, at) => ({ of, own, geometry: it, name: pieces.length === 1 ? whole : `${whole} ${at + 1}` }))
}

/** Stands for a measure that the file does not give, so that the contract may judge all else. */
const anyMetres = 1_000

function judge({ of, name, geometry, own }: Piece): Candidate | Unshaped {
  const measure =
    geometry.type === 'Point' ? 'radiusMetres' : geometry.type.endsWith('LineString') ? 'widthMetres' : null
  const lacks = measure !== null && own[measure] === undefined
  const feature = { type: 'Feature', geometry, properties: { name, ...own, ...(lacks && { [measure]: anyMetres }) } }
  const parsed = zoneInput.safeParse(feature)
  if (!parsed.success) return { of, name, errors: fieldErrors(parsed.error, feature) }
  const { properties: said } = parsed.data
  return {
    of,
    name: said.name,
    geometry: parsed.data.geometry,
    radiusMetres: lacks ? null : (said.radiusMetres ?? null),
    widthMetres: lacks ? null : (said.widthMetres ?? null),
    reachMetres: said.reachMetres ?? 0,
    rings: said.rings ?? [],
  }
}
