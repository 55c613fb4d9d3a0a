import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { open, type FileHandle } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'
import { bytesToHeader, Compression, TileType, type Header } from 'pmtiles'
import type { Logger } from 'pino'
import { z } from 'zod'
import { ConfigToken, type Config } from '../platform/config.js'
import { LogToken } from '../platform/log.js'
import type { OwnMapOut } from '../wire/index.js'

/** Layers by which the schema of vector tiles is known: all of them are there. */
const schemas = {
  protomaps: ['roads', 'water', 'buildings'],
  openmaptiles: ['transportation', 'water', 'building'],
} as const

const pictures = [TileType.Png, TileType.Jpeg, TileType.Webp, TileType.Avif]

/** How directories and tiles may be packed, for browsers to read them. */
const packings: readonly number[] = [Compression.Unknown, Compression.None, Compression.Gzip]

/** What a file says of itself; what of it makes no sense is left out. */
const metadataForm = z.object({
  vector_layers: z.array(z.object({ id: z.string() })).catch([]),
  attribution: z.string().catch(''),
})

/** More than this, as it is stored and unpacked, no file says of itself. */
const mostSaid = 16 * 1024 * 1024
const headerBytes = 127
/** Finer tiles have no number. */
const finestZoom = 26

type Read = { readonly ok: true; readonly map: OwnMapOut } | { readonly ok: false; readonly why: string }

/** The operator's own map. One that cannot be read is told in the log, and stops nobody from watching on ours. */
@Injectable()
export class OwnMap implements OnModuleInit {
  private found: OwnMapOut | null = null

  constructor(
    @Inject(ConfigToken) private readonly config: Pick<Config, 'mapFile'>,
    @Inject(LogToken) private readonly log: Pick<Logger, 'warn'>,
  ) {}

  async onModuleInit(): Promise<void> {
    if (this.config.mapFile === null) return
    const read = await readMap(this.config.mapFile)
    if (read.ok) this.found = read.map
    else this.log.warn(`CORDON_MAP: ${this.config.mapFile} is not shown: ${read.why}`)
  }

  /** Where the file lies; null where there is none to be shown. */
  get file(): string | null {
    return this.found === null ? null : this.config.mapFile
  }

  /** What the page has to know of it. */
  get told(): OwnMapOut | null {
    return this.found
  }
}

/** Reads of a PMTiles file (version 3) what it holds, however wrong it is: nothing in it is taken at its word. */
export async function readMap(file: string): Promise<Read> {
  let handle: FileHandle | null = null
  try {
    handle = await open(file, 'r')
    const { size } = await handle.stat()
    const bytes = await bytesAt(handle, 0, headerBytes)
    if (bytes.toString('latin1', 0, 8) !== 'PMTiles\u0003' || bytes.length < headerBytes) return no(noMap)
    const header = bytesToHeader(new Uint8Array(bytes).buffer, '')
    if (header.tileDataOffset + (header.tileDataLength ?? 0) > size) return no('it ends before its last tile')
    if (![header.internalCompression, header.tileCompression].every((it) => packings.includes(it))) {
      return no('expected it to be packed by gzip or not at all; browsers read nothing else')
    }
    const said = await saidIn(handle, header)
    return said === null ? no('what it says of itself is no JSON, or more than 16 MB') : mapOf(header, said)
  } catch (error) {
    if (error instanceof Error && 'code' in error) return no(`it cannot be read (${String(error.code)})`)
    return no(noMap)
  } finally {
    await handle?.close()
  }
}

const noMap = 'it is no PMTiles file of version 3'

async function bytesAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await handle.read({ buffer: Buffer.alloc(length), position, length })
  return buffer.subarray(0, bytesRead)
}

/** What a file says of itself; null where that cannot be read. */
async function saidIn(handle: FileHandle, header: Header): Promise<z.output<typeof metadataForm> | null> {
  const { jsonMetadataOffset, jsonMetadataLength, internalCompression } = header
  if (jsonMetadataLength > mostSaid) return null
  const stored = await bytesAt(handle, jsonMetadataOffset, jsonMetadataLength)
  try {
    const isPacked = internalCompression === Compression.Gzip
    const said: unknown = JSON.parse((isPacked ? gunzipSync(stored, { maxOutputLength: mostSaid }) : stored).toString())
    return metadataForm.parse(said)
  } catch {
    return null
  }
}

const no = (why: string): Read => ({ ok: false, why })

function mapOf(header: Header, { vector_layers, attribution }: z.output<typeof metadataForm>): Read {
  const layers = vector_layers.map(({ id }) => id)
  const kind = kindOf(header.tileType, layers)
  if (kind === null) {
    const got = layers.length === 0 ? 'of no known kind' : `with the layers ${layers.slice(0, 20).join(', ')}`
    return no(`expected pictures, or vector tiles with the layers of Protomaps or OpenMapTiles; got tiles ${got}`)
  }
  const { minZoom, maxZoom } = header
  if (minZoom > maxZoom || maxZoom > finestZoom) {
    return no(`expected zooms from 0 to ${finestZoom}; got ${minZoom} to ${maxZoom}`)
  }
  const by = plain(attribution)
  return { ok: true, map: { kind, minZoom, maxZoom, bounds: boundsOf(header), attribution: by === '' ? null : by } }
}

/** Where it has tiles; all the world where it says nothing of it, or something that is no box, as over the date line. */
function boundsOf({ minLon, minLat, maxLon, maxLat }: Header): OwnMapOut['bounds'] {
  return minLon < maxLon && minLat < maxLat ? [minLon, minLat, maxLon, maxLat] : [-180, -90, 180, 90]
}

function kindOf(type: TileType, layers: readonly string[]): OwnMapOut['kind'] | null {
  if (pictures.includes(type)) return 'raster'
  if (type !== TileType.Mvt) return null
  const has = (schema: keyof typeof schemas) => schemas[schema].every((layer) => layers.includes(layer))
  return has('protomaps') ? 'protomaps' : has('openmaptiles') ? 'openmaptiles' : null
}

/** Without the links that it is often written in. */
function plain(html: string): string {
  const text = html
    .slice(0, 2_000)
    .replace(/<[^>]*>/g, '')
    .replace(/&copy;/g, '©')
    .replace(/&amp;/g, '&')
  return text.replace(/\s+/g, ' ').trim().slice(0, 200)
}
