import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { zxyToTileId } from 'pmtiles'
import type { Box } from './theatre.js'

/** One tile, not compressed. */
export interface Tile {
  readonly z: number
  readonly x: number
  readonly y: number
  readonly data: Uint8Array
}

export interface ArchiveOptions {
  readonly bounds: Box
  readonly minZoom: number
  readonly maxZoom: number
  readonly centre: readonly [number, number, number]
  readonly metadata: Readonly<Record<string, unknown>>
}

interface Entry {
  readonly tileId: number
  readonly offset: number
  readonly length: number
  runLength: number
}

const headerBytes = 127
/** Header and root directory must be within the first 16 KiB of the file. */
const rootLimit = 16_384 - headerBytes
const gzipCode = 2
const vectorTileCode = 1

/**
 * Writes a clustered PMTiles version 3 archive of gzipped vector tiles: tiles in the order of the Hilbert
 * curve, equal tiles stored once, neighbours that are equal as one run.
 */
export function writePmtiles(tiles: readonly Tile[], options: ArchiveOptions): Buffer {
  const { entries, contents, addressed } = cluster(tiles)
  const data = Buffer.concat(contents)
  const metadata = gzipSync(JSON.stringify(options.metadata), { level: 9 })
  const { root, leaves } = directories(entries)
  const rootAt = headerBytes
  const metadataAt = rootAt + root.length
  const leavesAt = metadataAt + metadata.length
  const sections = { rootAt, root, metadataAt, metadata, leavesAt, leaves, dataAt: leavesAt + leaves.length, data }
  const header = writeHeader(sections, { addressed, entries: entries.length, contents: contents.length }, options)
  return Buffer.concat([header, root, metadata, leaves, data])
}

function cluster(tiles: readonly Tile[]) {
  const ordered = tiles
    .map((tile) => ({ tileId: zxyToTileId(tile.z, tile.x, tile.y), data: tile.data }))
    .sort((a, b) => a.tileId - b.tileId)
  const entries: Entry[] = []
  const contents: Buffer[] = []
  const seen = new Map<string, { offset: number; length: number }>()
  let end = 0
  for (const { tileId, data } of ordered) {
    const hash = createHash('sha256').update(data).digest('base64')
    let place = seen.get(hash)
    if (!place) {
      const packed = gzipSync(data, { level: 9 })
      place = { offset: end, length: packed.length }
      seen.set(hash, place)
      contents.push(packed)
      end += packed.length
    }
    const last = entries.at(-1)
    if (last && last.offset === place.offset && last.tileId + last.runLength === tileId) last.runLength++
    else entries.push({ tileId, ...place, runLength: 1 })
  }
  return { entries, contents, addressed: ordered.length }
}

/** Everything in the root if it fits, else leaves that grow until the root that lists them fits. */
function directories(entries: readonly Entry[]): { root: Buffer; leaves: Buffer } {
  const whole = writeDirectory(entries)
  if (whole.length <= rootLimit) return { root: whole, leaves: Buffer.alloc(0) }
  for (let size = 4096; ; size = Math.ceil(size * 1.2)) {
    const parts: Buffer[] = []
    const pointers: Entry[] = []
    let end = 0
    for (let at = 0; at < entries.length; at += size) {
      const slice = entries.slice(at, at + size)
      const part = writeDirectory(slice)
      pointers.push({ tileId: slice[0]?.tileId ?? 0, offset: end, length: part.length, runLength: 0 })
      parts.push(part)
      end += part.length
    }
    const root = writeDirectory(pointers)
    if (root.length <= rootLimit) return { root, leaves: Buffer.concat(parts) }
  }
}

/** Columns, not rows: ids as differences, run lengths, lengths, offsets (0: follows the one before). */
function writeDirectory(entries: readonly Entry[]): Buffer {
  const bytes: number[] = []
  pushVarint(bytes, entries.length)
  entries.forEach((entry, i) => pushVarint(bytes, entry.tileId - (entries[i - 1]?.tileId ?? 0)))
  entries.forEach((entry) => pushVarint(bytes, entry.runLength))
  entries.forEach((entry) => pushVarint(bytes, entry.length))
  entries.forEach((entry, i) => {
    const before = entries[i - 1]
    const follows = before !== undefined && entry.offset === before.offset + before.length
    pushVarint(bytes, follows ? 0 : entry.offset + 1)
  })
  return gzipSync(Buffer.from(bytes), { level: 9 })
}

function pushVarint(bytes: number[], value: number): void {
  let rest = value
  while (rest >= 128) {
    bytes.push((rest % 128) + 128)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
}

interface Sections {
  readonly rootAt: number
  readonly root: Buffer
  readonly metadataAt: number
  readonly metadata: Buffer
  readonly leavesAt: number
  readonly leaves: Buffer
  readonly dataAt: number
  readonly data: Buffer
}

interface Counts {
  readonly addressed: number
  readonly entries: number
  readonly contents: number
}

function writeHeader(at: Sections, counts: Counts, options: ArchiveOptions): Buffer {
  const header = Buffer.alloc(headerBytes)
  header.write('PMTiles', 0, 'ascii')
  header.writeUInt8(3, 7)
  const longs = [
    ...[at.rootAt, at.root.length, at.metadataAt, at.metadata.length],
    ...[at.leavesAt, at.leaves.length, at.dataAt, at.data.length],
    ...[counts.addressed, counts.entries, counts.contents],
  ]
  longs.forEach((value, i) => header.writeBigUInt64LE(BigInt(value), 8 + i * 8))
  const bytes = [1, gzipCode, gzipCode, vectorTileCode, options.minZoom, options.maxZoom]
  bytes.forEach((value, i) => header.writeUInt8(value, 96 + i))
  options.bounds.forEach((degrees, i) => header.writeInt32LE(Math.round(degrees * 1e7), 102 + i * 4))
  const [lon, lat, zoom] = options.centre
  header.writeUInt8(zoom, 118)
  header.writeInt32LE(Math.round(lon * 1e7), 119)
  header.writeInt32LE(Math.round(lat * 1e7), 123)
  return header
}
