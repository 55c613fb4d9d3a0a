import type { FileHandle } from 'node:fs/promises'
import type { Source } from 'pmtiles'

/** How a map's file on this machine is read; `file` is where it lies. */
export function tileSource(handle: FileHandle, file: string): Source {
  return {
    getKey: () => file,
    async getBytes(offset, length) {
      const data = new ArrayBuffer(length)
      const { bytesRead } = await handle.read(new Uint8Array(data), 0, length, offset)
      return { data: bytesRead === length ? data : data.slice(0, bytesRead) }
    },
  }
}
