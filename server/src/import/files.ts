import { createHash } from 'node:crypto'
import { mkdir, open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Inject, Injectable } from '@nestjs/common'
import { ConfigToken, type Config } from '../platform/config.js'

/** The files of imports, in the data folder of this node. */
@Injectable()
export class ImportFiles {
  private readonly folder: string

  constructor(@Inject(ConfigToken) { folder }: Pick<Config, 'folder'>) {
    this.folder = join(folder, 'imports')
  }

  path(id: string): string {
    return join(this.folder, createHash('sha256').update(id).digest('hex').slice(0, 32))
  }

  /** Writes a part of a file at its place, and to the disk. */
  async write(id: string, at: number, part: Uint8Array): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 })
    const file = await open(this.path(id), at === 0 ? 'w' : 'r+', 0o600)
    try {
      await file.write(part, 0, part.length, at)
      await file.datasync()
    } finally {
      await file.close()
    }
  }

  /** Whether the file is on this node. */
  async has(id: string): Promise<boolean> {
    return stat(this.path(id)).then(
      (it) => it.isFile(),
      () => false,
    )
  }

  async forget(id: string): Promise<void> {
    await rm(this.path(id), { force: true })
  }
}
