import { faultAt, finding } from '@cordon/alerts'
import { isUtf8 } from 'node:buffer'
import type { Geometry } from 'geojson'
import { featuresOf } from '../../feed/read/json-features.js'
import { parseFeature } from '../../feed/read/json.js'
import { utf8Fault } from '../../feed/read/lines.js'
import { shown } from '../../wire/index.js'
import { crsFault, crsFaultIn } from './crs.js'
import { once } from './once.js'
import { ownFields, type Found, type OwnFields } from './found.js'

/** What maps call the name of a feature, in the order in which it is looked for. */
const names = ['name', 'Name', 'NAME', 'title', 'Title', 'label', 'Label', 'name:en', 'shapeName', 'id', 'ID']
const geometryTypes = [
  ...['Point', 'MultiPoint', 'LineString', 'MultiLineString', 'Polygon', 'MultiPolygon', 'GeometryCollection'],
]

/** What a GeoJSON file holds, feature by feature; a geometry that stands alone is one. */
export async function* geoJsonShapes(bytes: Uint8Array): AsyncGenerator<Found> {
  const fault = crsFaultIn(bytes)
  if (fault !== null) {
    yield { of: 'The file', name: null, errors: [faultAt('crs', fault)] }
    return
  }
  let at = 0
  for await (const found of featuresOf(once(bytes))) {
    const of = `Feature ${++at}`
    const refuse = (why: string): Found => ({
      of,
      name: null,
      errors: [faultAt('', finding('refused.atLine', { line: found.line, why }))],
    })
    if (!('bytes' in found)) yield refuse(found.message)
    else if (!isUtf8(found.bytes)) yield refuse(utf8Fault(found.line, found.bytes))
    else {
      const parsed = parseFeature(found.bytes.toString('utf8'))
      yield parsed.ok ? shapeOf(parsed.value, of) : refuse(parsed.message)
    }
  }
}

function shapeOf(value: unknown, of: string): Found {
  const whole = isRecord(value) ? value : {}
  const properties = isRecord(whole['properties']) ? whole['properties'] : {}
  const name = nameOf(properties, whole['id'])
  const said = whole['type'] === 'Feature' ? whole['geometry'] : value
  const fault = [whole['crs'], ...crsOf(said)].map(crsFault).find((it) => it !== null)
  if (fault != null) return { of, name, errors: [faultAt('crs', fault)] }
  if (isGeometry(said)) return { of, name, folders: [], geometry: said, own: ownOf(properties) }
  const path = whole['type'] === 'Feature' ? 'geometry' : ''
  const got = shown(isRecord(said) ? said['type'] : said)
  return { of, name, errors: [faultAt(path, finding('file.noGeometry', { list: geometryTypes.join(', '), got }))] }
}

/** The reference systems that a geometry names, and those in it: some writers put them there. */
function crsOf(geometry: unknown): readonly unknown[] {
  if (!isRecord(geometry)) return []
  const inside = Array.isArray(geometry['geometries']) ? geometry['geometries'].flatMap(crsOf) : []
  return [geometry['crs'], ...inside]
}

function nameOf(properties: Readonly<Record<string, unknown>>, id: unknown): string | null {
  const named = [...names.map((it) => properties[it]), id].find(isText)
  return named === undefined ? null : String(named)
}

function isText(it: unknown): it is string | number {
  return typeof it === 'number' || (typeof it === 'string' && it.trim() !== '')
}

function ownOf(properties: Readonly<Record<string, unknown>>): OwnFields {
  return Object.fromEntries(
    ownFields.flatMap((field) => (properties[field] == null ? [] : [[field, properties[field]]])),
  )
}

/** Whether it says that it is a geometry; what its positions are, the contract finds out. */
function isGeometry(it: unknown): it is Geometry {
  if (!isRecord(it) || !geometryTypes.includes(String(it['type']))) return false
  if (it['type'] !== 'GeometryCollection') return Array.isArray(it['coordinates'])
  return Array.isArray(it['geometries']) && it['geometries'].every(isGeometry)
}

function isRecord(it: unknown): it is Record<string, unknown> {
  return typeof it === 'object' && it !== null && !Array.isArray(it)
}
