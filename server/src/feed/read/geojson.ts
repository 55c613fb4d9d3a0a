import { isUtf8 } from 'node:buffer'
import { checkFeature } from './check.js'
import { featuresOf, type FeatureBytes } from './json-features.js'
import { parseFeature } from './json.js'
import { utf8Fault } from './lines.js'
import { clip } from './mapping.js'
import type { ReadRow } from './row.js'

/** What the house itself keeps of an incident: our own export carries it, an import does not take it. */
const kept = [
  ...['id', 'revision', 'seq', 'grade', 'recordedAt', 'recordedBy', 'reason', 'history', 'override', 'mergedInto'],
  ...['origins'],
]

/** Reads GeoJSON whose properties have the names of our own. A feature's `id` stands for a missing `externalId`. */
export async function* readGeoJson(
  bytes: AsyncIterable<Uint8Array>,
  now: string,
  fromRow: number,
): AsyncGenerator<ReadRow> {
  let row = 0
  for await (const found of featuresOf(bytes)) {
    row += 1
    if (row >= fromRow) yield { row, line: found.line, ...rowOf(found, now) }
  }
}

function rowOf(
  found: FeatureBytes,
  now: string,
): { feature: unknown; admin1: string | null } | { errors: { path: string; message: string }[] } {
  if (!('bytes' in found)) return refused('', found.message)
  if (!isUtf8(found.bytes)) return refused('', brokenLine(found.line, found.bytes))
  const parsed = parseFeature(found.bytes.toString('utf8'))
  if (!parsed.ok) return refused('', parsed.message)
  const { feature, admin1 } = ours(parsed.value)
  const errors = checkFeature(feature, now)
  return errors.length === 0 ? { feature, admin1 } : { errors: errors.map(({ path, message }) => ({ path, message })) }
}

function refused(path: string, message: string) {
  return { errors: [{ path, message }] }
}

function brokenLine(first: number, bytes: Buffer): string {
  let start = 0
  let line = first
  for (
    let end = bytes.indexOf(0x0a);
    end >= 0 && isUtf8(bytes.subarray(start, end));
    end = bytes.indexOf(0x0a, start)
  ) {
    start = end + 1
    line++
  }
  const end = bytes.indexOf(0x0a, start)
  return utf8Fault(line, bytes.subarray(start, end < 0 ? undefined : end))
}

function ours(value: unknown): { readonly feature: unknown; readonly admin1: string | null } {
  if (!isObject(value) || !isObject(value['properties'])) return { feature: value, admin1: null }
  const stated = value['properties']['admin1']
  const isTold = typeof stated === 'string'
  const given = Object.entries(value['properties']).filter(
    ([name]) => !kept.includes(name) && !(isTold && name === 'admin1'),
  )
  const properties: Record<string, unknown> = Object.fromEntries(given)
  const id = value['id']
  if (properties['externalId'] == null && (typeof id === 'string' || typeof id === 'number'))
    properties['externalId'] = String(id)
  const feature = { type: value['type'], geometry: value['geometry'], properties }
  return { feature, admin1: isTold ? clip(stated, 200) : null }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
