import { Inject, Injectable, type OnModuleInit } from '@nestjs/common'
import { open, stat, type FileHandle } from 'node:fs/promises'
import { PMTiles, TileType, type Header } from 'pmtiles'
import type { Logger } from 'pino'
import { z } from 'zod'
import { ConfigToken, type Config } from '../platform/config.js'
import { LogToken } from '../platform/log.js'
import type { OwnMapOut } from '../wire/index.js'
import { tileSource } from './tile-source.js'

/** Layers by which the schema of vector tiles is known: all of them are there. */
const schemas = {
  protomaps: ['roads', 'water', 'buildings'],
  openmaptiles: ['transportation', 'water', 'building'],
} as const

const pictures = [TileType.Png, TileType.Jpeg, TileType.Webp, TileType.Avif]

const metadataForm = z.object({
  vector_layers: z.array(z.object({ id: z.string() })).default([]),
  attribution: z.string().nullable().default(null),
})

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

/** Reads of a PMTiles file (version 3) what it holds. */
export async function readMap(file: string): Promise<Read> {
  let handle: FileHandle | null = null
  try {
    handle = await open(file, 'r')
    const tiles = new PMTiles(tileSource(handle, file))
    const [header, metadata] = await Promise.all([tiles.getHeader(), tiles.getMetadata()])
    const { size } = await stat(file)
    if (header.tileDataOffset + (header.tileDataLength ?? 0) > size) return no('it ends before its last tile')
    return mapOf(header, metadataForm.safeParse(metadata).data ?? metadataForm.parse({}))
  } catch (error) {
    if (error instanceof Error && 'code' in error) return no(`it cannot be read (${String(error.code)})`)
    return no('it is no PMTiles file of version 3')
  } finally {
    await handle?.close()
  }
}

const no = (why: string): Read => ({ ok: false, why })

function mapOf(header: Header, { vector_layers, attribution }: z.output<typeof metadataForm>): Read {
  const layers = vector_layers.map(({ id }) => id)
  const kind = kindOf(header.tileType, layers)
  if (kind === null) {
    const got = layers.length === 0 ? 'of no known kind' : `with the layers ${layers.join(', ')}`
    return no(`expected pictures, or vector tiles with the layers of Protomaps or OpenMapTiles; got tiles ${got}`)
  }
  const { minZoom, maxZoom, minLon, minLat, maxLon, maxLat } = header
  const bounds: OwnMapOut['bounds'] = [minLon, minLat, maxLon, maxLat]
  const by = plain(attribution ?? '')
  return { ok: true, map: { kind, minZoom, maxZoom, bounds, attribution: by === '' ? null : by } }
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
    .replace(/<[^>]*>/g, '')
    .replace(/&copy;/g, '©')
    .replace(/&amp;/g, '&')
  return text.replace(/\s+/g, ' ').trim().slice(0, 200)
}
