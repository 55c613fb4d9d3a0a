import { shown } from '../../wire/index.js'

/** As much of a file as may stand before its features. */
const headBytes = 65_536
/** WGS 84 with the longitude first, as RFC 7946 has it, in the names that writers give it. */
const wgs84 = /(?:\bCRS84|\bEPSG:(?:[\d.]*:)?4326)$/i

/**
 * What is wrong with the reference system that an object of GeoJSON names, as could be done before RFC 7946: null where it
 * names none, or WGS 84.
 */
export function crsFault(crs: unknown): string | null {
  if (crs === undefined || crs === null) return null
  const name = nameIn(crs)
  if (typeof name === 'string' && wgs84.test(name.trim())) return null
  return `Expected longitudes and latitudes in WGS 84 (RFC 7946); got positions in ${shown(name ?? crs)}: convert them first`
}

function nameIn(crs: unknown): unknown {
  const properties = typeof crs === 'object' && crs !== null && 'properties' in crs ? crs.properties : null
  return typeof properties === 'object' && properties !== null && 'name' in properties ? properties.name : undefined
}

/** The same of what a collection names before its features, of the beginning of a file. */
export function crsFaultIn(head: string): string | null {
  const [before = '', ...features] = head.split('"features"', 2)
  // A feature that stands alone says it of itself.
  if (features.length === 0) return null
  const said = /"crs"\s*:\s*(\{(?:[^{}]|\{[^{}]*\})*\})/.exec(before)?.[1]
  if (said === undefined) return null
  try {
    return crsFault(JSON.parse(said))
  } catch {
    return crsFault(said)
  }
}

/** The bytes of a file, whose beginning is read before they are given on. */
export class Heads {
  /** What is wrong with the reference system that the file names; null as long as nothing is known against it. */
  fault: string | null = null

  async *of(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    const first: Uint8Array[] = []
    let size = 0
    for await (const piece of bytes) {
      if (size >= headBytes) yield piece
      else {
        first.push(piece)
        size += piece.length
        if (size >= headBytes) yield* this.read(first)
      }
    }
    if (size < headBytes) yield* this.read(first)
  }

  private read(first: readonly Uint8Array[]): readonly Uint8Array[] {
    this.fault = crsFaultIn(Buffer.concat(first).subarray(0, headBytes).toString('utf8'))
    return first
  }
}
