import { tileUnits } from '@cordon/alerts'
import { tileLayer, type TileRow } from '@cordon/db'
import { PbfWriter } from 'pbf'

/* Mapbox Vector Tile 2.1, as far as points need it. The numbers are those of the specification's `vector_tile.proto`. */
const layersOfTile = 3
const layer = { name: 1, features: 2, keys: 3, values: 4, extent: 5, version: 15 } as const
const feature = { tags: 2, type: 3, geometry: 4 } as const
const value = { string: 1, double: 3, unsigned: 5, signed: 6 } as const
const point = 1
/** The command "move to", once. */
const moveTo = 9

/** A value as it is written: in which field, and what. */
type Value = readonly [field: (typeof value)[keyof typeof value], it: string | number]
/** What is no whole number, though it may look like one. */
const doubles: ReadonlySet<string> = new Set<keyof TileRow>(['latitude'])

/** Rows as a vector tile: the same that PostGIS writes of them, where there is none that can. No bytes of no rows. */
export function vectorTile(rows: readonly TileRow[]): Uint8Array {
  const writer = new PbfWriter()
  if (rows.length > 0) writer.writeMessage(layersOfTile, writeLayer, rows)
  return writer.finish()
}

/** Things that are told once and then pointed to by number, in the order in which they are first told. */
class Numbered<T> {
  private readonly known = new Map<string, { readonly at: number; readonly it: T }>()

  numberOf(it: T): number {
    const key = String(it)
    const { at } = this.known.get(key) ?? { at: this.known.size }
    if (at === this.known.size) this.known.set(key, { at, it })
    return at
  }
  all(): readonly T[] {
    return [...this.known.values()].map(({ it }) => it)
  }
}

function writeLayer(rows: readonly TileRow[], writer: PbfWriter): void {
  const [keys, values] = [new Numbered<string>(), new Numbered<Value>()]
  writer.writeVarintField(layer.version, 2)
  writer.writeStringField(layer.name, tileLayer)
  for (const { x, y, ...told } of rows) {
    const said = Object.entries(told).flatMap(([key, it]) => (it === null ? [] : [{ key, it }]))
    const tags = said.flatMap(({ key, it }) => [keys.numberOf(key), values.numberOf([fieldOf(key, it), it])])
    writer.writeMessage(layer.features, writePoint, { x, y, tags })
  }
  for (const key of keys.all()) writer.writeStringField(layer.keys, key)
  for (const it of values.all()) writer.writeMessage(layer.values, writeValue, it)
  writer.writeVarintField(layer.extent, tileUnits)
}

function fieldOf(key: string, it: string | number): Value[0] {
  if (typeof it === 'string') return value.string
  if (doubles.has(key)) return value.double
  return it < 0 ? value.signed : value.unsigned
}

interface Drawn {
  readonly x: number
  readonly y: number
  /** The numbers of keys and values in turn. */
  readonly tags: readonly number[]
}

function writePoint({ x, y, tags }: Drawn, writer: PbfWriter): void {
  writer.writePackedVarint(feature.tags, [...tags])
  writer.writeVarintField(feature.type, point)
  writer.writePackedVarint(feature.geometry, [moveTo, x << 1, y << 1])
}

function writeValue([field, it]: Value, writer: PbfWriter): void {
  if (typeof it === 'string') writer.writeStringField(field, it)
  else if (field === value.double) writer.writeDoubleField(field, it)
  else if (field === value.signed) writer.writeSVarintField(field, it)
  else writer.writeVarintField(field, it)
}
