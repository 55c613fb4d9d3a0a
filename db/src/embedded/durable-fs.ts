import fs from 'node:fs'
import type { PGlite } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

type Options = Parameters<NodeFS['init']>[1]

interface OpenFile {
  /** The file descriptor; a folder has none. */
  readonly nfd?: number
  readonly node: unknown
}

interface NodeFiles {
  readonly stream_ops: { fsync?: (file: OpenFile) => number }
  readonly realPath: (node: unknown) => string
}

const isNodeFiles = (value: unknown): value is NodeFiles =>
  typeof value === 'object' &&
  value !== null &&
  'stream_ops' in value &&
  typeof value.stream_ops === 'object' &&
  'realPath' in value &&
  typeof value.realPath === 'function'

const syncFolder = (folder: string): void => {
  const descriptor = fs.openSync(folder, 'r')
  try {
    fs.fsyncSync(descriptor)
  } finally {
    fs.closeSync(descriptor)
  }
}

/** The system's own number for an I/O error, as the database's C library counts it. */
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
 * PGlite's files on disk, with an fsync that reaches the disk. The one it comes with answers without doing anything,
 * so a commit would be acknowledged that a power cut takes back. Needs `wal_sync_method=fsync`: its fdatasync never
 * reaches the file layer.
 */
export class DurableFS extends NodeFS {
  override async init(database: PGlite, options: Options): ReturnType<NodeFS['init']> {
    const giveSync: NonNullable<Options['preRun']>[number] = (module) => {
      const files: unknown = module.FS.filesystems.NODEFS
      if (!isNodeFiles(files))
        throw new Error('PGlite keeps its files in another way than the release that was pinned.')
      files.stream_ops.fsync = (file) => syncFile(files, file)
    }
    return super.init(database, { ...options, preRun: [...(options.preRun ?? []), giveSync] })
  }
}
