import { randomUUID } from 'node:crypto'
import fs from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { joined } from './bytes.js'
import { withSharedMemory } from './wasm-memory.js'

const BLOCK_BYTES = 512

interface Entry {
  readonly name: string
  readonly header: Buffer
  readonly data: Buffer
}

const entriesOf = (tar: Buffer): readonly Entry[] => {
  const entries: Entry[] = []
  for (let at = 0; at + BLOCK_BYTES <= tar.length && tar[at] !== 0;) {
    const name = tar.toString('utf8', at, at + 100).replace(/\0.*$/s, '')
    const size = Number.parseInt(tar.toString('latin1', at + 124, at + 136), 8) || 0
    const data = tar.subarray(at + BLOCK_BYTES, at + BLOCK_BYTES + size)
    entries.push({ name, header: tar.subarray(at, at + BLOCK_BYTES), data })
    at += BLOCK_BYTES + Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES
  }
  return entries
}

/**
 * What a cluster needs that has its extensions already: the code and the projections. The scripts that create the
 * extensions, the raster and topology engines and the street geocoder are three quarters of the bundle, and each start
 * would unpack and compile them.
 */
const IS_NEEDED_BY_NONE = /_topology|_raster|tiger|\.sql$|\/contrib\//

const BUNDLES = [
  '@electric-sql/pglite-postgis/dist/postgis.tar.gz',
  '@electric-sql/pglite/dist/btree_gist.tar.gz',
  '@electric-sql/pglite/dist/pgcrypto.tar.gz',
  '@electric-sql/pglite/dist/pg_trgm.tar.gz',
] as const

const locate = (bundle: string): string => {
  const [scope = '', name = ''] = bundle.split('/')
  const entry = createRequire(import.meta.url).resolve(`${scope}/${name}`)
  return path.join(entry.slice(0, entry.lastIndexOf(path.join(scope, name))), bundle)
}

const CHECKSUM_FROM = 148
const CHECKSUM_TO = 156

/** The entry with other data: its header holds their length, and a sum over itself with the sum's place left blank. */
const withData = ({ name, header }: Entry, data: Buffer): Entry => {
  const changed = Buffer.from(header)
  changed.write(`${data.length.toString(8).padStart(11, '0')} `, 124, 'latin1')
  changed.fill(' ', CHECKSUM_FROM, CHECKSUM_TO)
  const sum = changed.reduce((total, byte) => total + byte, 0)
  changed.write(`${sum.toString(8).padStart(6, '0')}\0 `, CHECKSUM_FROM, 'latin1')
  return { name, header: changed, data }
}

const interruptible = (entry: Entry): Entry =>
  entry.name.endsWith('.so') ? withData(entry, Buffer.from(withSharedMemory(entry.data))) : entry

const write = ({ header, data }: Entry): readonly Buffer[] => [
  header,
  data,
  Buffer.alloc((BLOCK_BYTES - (data.length % BLOCK_BYTES)) % BLOCK_BYTES),
]

const pack = async (): Promise<Uint8Array> => {
  const tars = await Promise.all(BUNDLES.map(async (it) => promisify(gunzip)(await fs.readFile(locate(it)))))
  const kept = tars.flatMap(entriesOf).filter(({ name }) => !IS_NEEDED_BY_NONE.test(name))
  return joined([...kept.flatMap((entry) => write(interruptible(entry))), Buffer.alloc(2 * BLOCK_BYTES)])
}

/** Keeping it only saves time, so a folder that cannot be written is no failure. */
const keep = async (file: string, bundle: Uint8Array): Promise<void> => {
  const draft = `${file}.${randomUUID()}`
  try {
    await fs.writeFile(draft, bundle, { flush: true })
    await fs.rename(draft, file)
  } catch {
    await fs.rm(draft, { force: true }).catch(() => undefined)
  }
}

let code: Promise<readonly WebAssembly.Module[]> | undefined

const compileCode = async (file: string): Promise<readonly WebAssembly.Module[]> => {
  const programs = entriesOf(await fs.readFile(file)).filter(({ name }) => name.endsWith('.so'))
  return Promise.all(programs.map(({ data }) => WebAssembly.compile(Buffer.from(data))))
}

/**
 * Compiles the extensions' programs of a bundle and holds them while the process lives: V8 compiles the same bytes once
 * for all threads as long as somebody holds the outcome, so that a database that is started anew has PostGIS at once.
 * It only saves time: where there is no bundle yet, nothing is held.
 */
export const holdCode = (file: string): void => {
  code ??= compileCode(file).catch(() => {
    code = undefined
    return []
  })
}

/** The extensions' files as one tar, from the file where it is kept, or packed anew and kept there. */
export const loadBundle = async (file: string): Promise<Uint8Array> => {
  const found = await fs.readFile(file).catch(() => undefined)
  if (found !== undefined) return found
  const bundle = await pack()
  await keep(file, bundle)
  return bundle
}
