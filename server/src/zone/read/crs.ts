import { finding, type Finding } from '@cordon/alerts'
import { shown } from '../../wire/index.js'
import { membersOf } from './members.js'

/** WGS 84 with the longitude first, as RFC 7946 has it, in the names that writers give it. */
const wgs84 =
  /^(?:urn:(?:x-)?ogc:def:crs:)?(?:(?:OGC:[\d.]*:)?CRS84|(?:EPSG|epsg):(?:[\d.]*:)?4326)$|^https?:\/\/www\.opengis\.net\/(?:def\/crs\/(?:OGC\/[\d.]+\/CRS84|EPSG\/[\d.]+\/4326)|gml\/srs\/epsg\.xml#4326)$/i

/**
 * What is wrong with the reference system that an object of GeoJSON names, as could be done before RFC 7946: null where it
 * names none, or WGS 84.
 */
export function crsFault(crs: unknown): Finding | null {
  if (crs === undefined || crs === null) return null
  const name = nameIn(crs)
  if (typeof name === 'string' && wgs84.test(name.trim())) return null
  return finding('file.system', { got: shown(name ?? crs) })
}

function nameIn(crs: unknown): unknown {
  const properties = typeof crs === 'object' && crs !== null && 'properties' in crs ? crs.properties : null
  return typeof properties === 'object' && properties !== null && 'name' in properties ? properties.name : undefined
}

/** The same of what a collection names, before its features or after them; a feature that stands alone says it of itself. */
export function crsFaultIn(file: Uint8Array): Finding | null {
  const members = membersOf(file)
  const crs = members.get('crs')
  if (crs === undefined || !members.has('features')) return null
  const said = Buffer.from(crs).toString('utf8').trim()
  try {
    return crsFault(JSON.parse(said))
  } catch {
    return crsFault(said)
  }
}
