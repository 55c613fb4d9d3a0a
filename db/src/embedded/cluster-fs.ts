import fs from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { withSharedMemory } from './wasm-memory.js'

type Options = Parameters<NodeFS['init']>[1]

export interface ClusterFSOptions {
  readonly cluster: string
  readonly durable: boolean
  /** Memory that the main thread shares, so that it can interrupt a statement. */
  readonly memory: WebAssembly.Memory
  /** The extensions' files, as a tar. */
  readonly bundle: Uint8Array
  /** Takes each line that the database logs. */
  readonly onLog: (line: string) => void
}

interface OpenFile {
  /** The file descriptor; a folder has none. */
  readonly nfd?: number
  readonly node: unknown
}

interface NodeFiles {
  readonly stream_ops: { fsync?: (file: OpenFile) => number }
  readonly realPath: (node: unknown) => string
}

interface MemoryFiles {
  readonly readdir: (folder: string) => readonly string[]
  readonly readFile: (file: string) => Uint8Array
  readonly writeFile: (file: string, bytes: Uint8Array) => void
}

const has = (value: unknown, ...names: readonly string[]): value is object =>
  typeof value === 'object' && value !== null && names.every((name) => name in value)

/** PGlite's module before it runs, as far as it is changed here. */
interface Preparing {
  readonly FS: { readonly filesystems: { readonly NODEFS: unknown } }
  readonly ENV: Record<string, string>
  /** Only ever asked for their bytes, so that a Blob, which copies them about, would be a waste of the start. */
  readonly pg_extensions: Record<string, Promise<{ readonly arrayBuffer: () => Promise<Uint8Array> }>>
}

const isPreparing = (value: unknown): value is Preparing =>
  has(value, 'FS', 'ENV', 'pg_extensions') && has(Reflect.get(value, 'FS'), 'filesystems')

const isNodeFiles = (value: unknown): value is NodeFiles => has(value, 'stream_ops', 'realPath')
const isMemoryFiles = (value: unknown): value is MemoryFiles => has(value, 'readdir', 'readFile', 'writeFile')

const foreign = (what: string): Error =>
  new Error(`PGlite keeps its ${what} in another way than the release that this was written for.`)

const syncFolder = (folder: string): void => {
  const descriptor = fs.openSync(folder, 'r')
  try {
    fs.fsyncSync(descriptor)
  } finally {
    fs.closeSync(descriptor)
  }
}

/** An I/O error, as the database's own C library counts it. */
const EIO = 29

const syncFile = (files: NodeFiles, file: OpenFile): number => {
  try {
    if (file.nfd === undefined) syncFolder(files.realPath(file.node))
    else fs.fsyncSync(file.nfd)
    return 0
  } catch {
    return EIO
  }
}

/**
 * The fsync that PGlite comes with answers without doing anything, so a commit would be acknowledged that a power cut
 * takes back. Needs `wal_sync_method=fsync`: fdatasync never reaches the file layer.
 */
const giveSync = (module: unknown): void => {
  const files = isPreparing(module) ? module.FS.filesystems.NODEFS : undefined
  if (!isNodeFiles(files)) throw foreign('files')
  files.stream_ops.fsync = (file) => syncFile(files, file)
}

const LIBRARIES = '/pglite/lib/postgresql'

/** The files of a cluster on disk, with an fsync that reaches it, and a memory through which it can be interrupted. */
export class ClusterFS extends NodeFS {
  readonly #options: ClusterFSOptions

  constructor(options: ClusterFSOptions) {
    super(options.cluster)
    this.#options = options
  }

  override async init(database: PGlite, given: Options): ReturnType<NodeFS['init']> {
    const { durable, memory, bundle, onLog } = this.#options
    const giveExtensions = (module: unknown): void => {
      if (!isPreparing(module)) throw foreign('settings')
      module.ENV['PROJ_DATA'] = '/pglite/share/proj'
      module.pg_extensions['cordon'] = Promise.resolve({ arrayBuffer: () => Promise.resolve(bundle) })
    }
    const preRun = [...(given.preRun ?? []), giveExtensions, ...(durable ? [giveSync] : [])]
    const { emscriptenOpts } = await super.init(database, { ...given, preRun })
    return { emscriptenOpts: { ...emscriptenOpts, wasmMemory: memory, printErr: onLog } }
  }

  /** The libraries that come with PGlite itself, as PL/pgSQL, are unpacked by now and not yet loaded. */
  override async initialSyncFs(): Promise<void> {
    const files: unknown = this.pg?.Module.FS
    if (!isMemoryFiles(files)) throw foreign('libraries')
    for (const name of files.readdir(LIBRARIES).filter((it) => it.endsWith('.so'))) {
      const library = `${LIBRARIES}/${name}`
      files.writeFile(library, withSharedMemory(files.readFile(library)))
    }
  }
}
