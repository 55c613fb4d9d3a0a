import type { Incident } from '@cordon/alerts'
import { magicbytes } from 'flatgeobuf/lib/mjs/constants.js'
import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js'
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js'
import { buildFeature, type IProperties } from 'flatgeobuf/lib/mjs/generic/feature.js'
import { buildHeader } from 'flatgeobuf/lib/mjs/generic/featurecollection.js'
import { parseGeometry } from 'flatgeobuf/lib/mjs/generic/geometry.js'
import type { HeaderMeta } from 'flatgeobuf/lib/mjs/header-meta.js'
import { columns } from './columns.js'

/* FlatGeobuf 3: written as it comes. How many there are is not known before, and an index would need all of them. */

const types = {
  ...{ number: ColumnType.Double, time: ColumnType.DateTime, json: ColumnType.Json },
  word: ColumnType.String,
} as const

const header: HeaderMeta = {
  geometryType: GeometryType.Point,
  columns: columns.map(([name, , kind]) => ({
    ...{ name, type: kind === undefined ? ColumnType.String : types[kind], title: null, description: null },
    ...{ width: -1, precision: -1, scale: -1, nullable: true, unique: false, primary_key: false },
  })),
  // Of an unknown number, without an index.
  ...{ envelope: null, featuresCount: 0, indexNodeSize: 0, crs: null, title: null, description: null, metadata: null },
}
const wgs84 = 4326

/** What stands before the first feature: which format, which columns. */
export function flatHead(): Buffer {
  return Buffer.concat([magicbytes, buildHeader(header, wgs84)])
}

/** One incident with its length before it. */
export function flatFeature(incident: Incident): Uint8Array {
  const { coordinates } = incident.point
  const point = { getType: () => 'Point', getFlatCoordinates: () => [...coordinates] }
  return buildFeature(parseGeometry(point, header.geometryType), propertiesOf(incident), header)
}

function propertiesOf(incident: Incident): IProperties {
  return Object.fromEntries(
    columns.map(([name, valueOf, kind]) => {
      const value = valueOf(incident)
      return [name, kind === 'json' && typeof value === 'string' ? JSON.parse(value) : value]
    }),
  )
}
