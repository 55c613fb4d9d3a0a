import { Inject, Injectable } from '@nestjs/common'
import { createHash } from 'node:crypto'
import { constants, createReadStream } from 'node:fs'
import { mkdir, open, readdir, rm, stat, statfs, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { ExportWriting } from '@cordon/db'
import { ConfigToken, type Config } from '../platform/config.js'

const named = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?:\.\d+)?$/
/** So much of the disk is left to the house: what it has to record comes before what can be prepared once more. */
const leftFreeBytes = 200_000_000
const { O_WRONLY, O_APPEND, O_CREAT } = constants

/** The files that are prepared, in the data folder of this node; whether one is whole is said by its row. */
@Injectable()
export class ExportFiles {
  readonly folder: string

  constructor(@Inject(ConfigToken) { folder }: Pick<Config, 'folder'>) {
    this.folder = join(folder, 'exports')
  }

  /** What it is called in its folder: one that is begun anew is another file, and whoever reads the old one ends with it. */
  name({ id, round }: ExportWriting): string {
    return `${id}.${round}`
  }

  path(it: ExportWriting): string {
    return join(this.folder, this.name(it))
  }

  /** How long the file on this node is, in bytes; null where it has none. */
  async bytes(it: ExportWriting): Promise<number | null> {
    return stat(this.path(it)).then(
      (it) => it.size,
      () => null,
    )
  }

  /** Opens a file to be written on behind its first bytes; whatever stands behind them was not noted, and goes. */
  async from(it: ExportWriting, bytes: number): Promise<Writing> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
    const file = await open(this.path(it), O_WRONLY | O_APPEND | (bytes === 0 ? O_CREAT : 0), 0o600)
    await file.truncate(bytes)
    return new Writing(file, bytes)
  }

  /** Whether the disk has room beyond what is left to the house. */
  async hasRoom(): Promise<boolean> {
    const { bavail, bsize } = await statfs(this.folder)
    return bavail * bsize > leftFreeBytes
  }

  /** What recognises a file, in hexadecimal. */
  async sha256(it: ExportWriting): Promise<string> {
    const hash = createHash('sha256')
    await pipeline(createReadStream(this.path(it)), hash)
    return hash.digest('hex')
  }

  async list(): Promise<readonly string[]> {
    const names = await readdir(this.folder).catch(() => [])
    return names.filter((name) => named.test(name))
  }

  async forget(name: string): Promise<void> {
    await rm(join(this.folder, name), { force: true })
  }
}

/** A file that is being written. */
export class Writing {
  constructor(
    private readonly file: FileHandle,
    public bytes: number,
  ) {}

  /** Behind whatever stands there: where the file was cut meanwhile it comes to be too short, and is not taken for whole. */
  async add(some: string | Buffer): Promise<void> {
    const part = Buffer.from(some)
    for (let done = 0; done < part.length;) {
      const { bytesWritten } = await this.file.write(part, done, part.length - done)
      done += bytesWritten
      this.bytes += bytesWritten
    }
  }

  /** What was written so far outlives a power cut. */
  flushed(): Promise<void> {
    return this.file.datasync()
  }

  close(): Promise<void> {
    return this.file.close()
  }
}
