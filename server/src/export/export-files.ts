import { Inject, Injectable } from '@nestjs/common'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rm, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { ConfigToken, type Config } from '../platform/config.js'

const named = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** The files that are prepared, in the data folder of this node; whether one is whole is said by its row. */
@Injectable()
export class ExportFiles {
  readonly folder: string

  constructor(@Inject(ConfigToken) { folder }: Pick<Config, 'folder'>) {
    this.folder = join(folder, 'exports')
  }

  path(id: string): string {
    return join(this.folder, id)
  }

  /** How long the file on this node is, in bytes; null where it has none. */
  async bytes(id: string): Promise<number | null> {
    return stat(this.path(id)).then(
      (it) => it.size,
      () => null,
    )
  }

  /** Opens a file to be written on behind its first bytes; whatever stands behind them was not noted, and goes. */
  async from(id: string, bytes: number): Promise<Writing> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
    const file = await open(this.path(id), bytes === 0 ? 'w' : 'r+', 0o600)
    await file.truncate(bytes)
    return new Writing(file, bytes)
  }

  /** What recognises a file, in hexadecimal. */
  async sha256(id: string): Promise<string> {
    const hash = createHash('sha256')
    await pipeline(createReadStream(this.path(id)), hash)
    return hash.digest('hex')
  }

  async list(): Promise<readonly string[]> {
    const names = await readdir(this.folder).catch(() => [])
    return names.filter((name) => named.test(name))
  }

  async forget(id: string): Promise<void> {
    await rm(this.path(id), { force: true })
  }
}

/** A file that is being written. */
export class Writing {
  constructor(
    private readonly file: FileHandle,
    public bytes: number,
  ) {}

  async add(some: string | Buffer): Promise<void> {
    const part = Buffer.from(some)
    for (let done = 0; done < part.length;) {
      const { bytesWritten } = await this.file.write(part, done, part.length - done, this.bytes)
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
