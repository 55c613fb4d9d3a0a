import { zxyToTileId, type TileType } from 'pmtiles'

/** A tile as it is stored, not compressed. */
export interface KitTile {
  readonly z: number
  readonly x: number
  readonly y: number
  readonly data: Uint8Array
}

export interface KitMap {
  readonly type: TileType
  readonly tiles: readonly KitTile[]
  readonly bounds: readonly [west: number, south: number, east: number, north: number]
  readonly metadata: object
}

const headerBytes = 127
const uncompressed = 1

/** A PMTiles archive (version 3) with one directory, as its specification has it: for a handful of tiles. */
export function pmtilesOf({ type, tiles, bounds, metadata }: KitMap): Buffer {
  const ordered = tiles.map(({ z, x, y, data }) => ({ id: zxyToTileId(z, x, y), data })).toSorted((a, b) => a.id - b.id)
  const told = Buffer.from(JSON.stringify(metadata))
  const lengths = ordered.map(({ data }) => data.length)
  const directory = Buffer.from(
    [
      ordered.length,
      ...ordered.map(({ id }, at) => id - (ordered[at - 1]?.id ?? 0)),
      ...ordered.map(() => 1),
      ...lengths,
      // One after another: the first begins at 0, each other follows the one before.
      ...ordered.map((_, at) => (at === 0 ? 1 : 0)),
    ].flatMap(varint),
  )
  const dataAt = headerBytes + directory.length + told.length
  const header = Buffer.alloc(headerBytes)
  header.write('PMTiles', 0, 'ascii')
  header.writeUInt8(3, 7)
  const data = Buffer.concat(ordered.map((it) => it.data))
  const spans = [
    [headerBytes, directory.length],
    [headerBytes + directory.length, told.length],
    [dataAt, 0],
    [dataAt, data.length],
  ].flat()
  const counts = [ordered.length, ordered.length, ordered.length]
  for (const [at, value] of [...spans, ...counts].entries()) header.writeBigUInt64LE(BigInt(value), 8 + 8 * at)
  const zooms = tiles.map(({ z }) => z)
  const bytes = [1, uncompressed, uncompressed, type, Math.min(...zooms), Math.max(...zooms)]
  for (const [at, value] of bytes.entries()) header.writeUInt8(value, 96 + at)
  for (const [at, degrees] of bounds.entries()) header.writeInt32LE(Math.round(degrees * 1e7), 102 + 4 * at)
  return Buffer.concat([header, directory, told, data])
}

function varint(value: number): readonly number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))]
}
