import { say } from '@cordon/alerts'
import { Unzip, UnzipInflate, type UnzipFile } from 'fflate'

/** Bytes that the documents of a KMZ may unpack to: what comes to more is a bomb, or too large to be read whole. */
export const largestKml = 32 << 20
/** Bytes of an archive that are unpacked at a time: none comes to more than a thousand times as many. */
const pieceBytes = 1 << 14

/** A KML document of an archive, with its path in there. */
export interface KmlDocument {
  readonly name: string
  readonly bytes: Buffer
}

export type Unpacked =
  | { readonly ok: true; readonly documents: readonly [KmlDocument, ...KmlDocument[]] }
  | { readonly ok: false; readonly message: string }

/**
 * Takes the KML documents out of a KMZ (a zip archive), the first of which may only point to the others; whatever else it
 * holds is left packed. What unpacks is counted as it comes: an archive may say anything of its own sizes.
 */
export function unpackKmz(archive: Uint8Array): Unpacked {
  const found = new Documents()
  const unzip = new Unzip((file) => found.offer(file))
  unzip.register(UnzipInflate)
  try {
    for (let at = 0; at < archive.length && found.mayGoOn; at += pieceBytes)
      unzip.push(archive.subarray(at, at + pieceBytes), at + pieceBytes >= archive.length)
  } catch {
    return damaged
  }
  return found.unpacked()
}

class Documents {
  private readonly files: { readonly name: string; readonly parts: Uint8Array[]; isWhole: boolean }[] = []
  private hasFiles = false
  private bytes = 0
  private fault: Unpacked | null = null

  get mayGoOn(): boolean {
    return this.fault === null
  }

  offer(file: UnzipFile): void {
    this.hasFiles = true
    if (!/\.kml$/i.test(file.name)) return
    const into = { name: file.name, parts: new Array<Uint8Array>(), isWhole: false }
    this.files.push(into)
    file.ondata = (error, part, final) => {
      this.bytes += error === null ? part.length : 0
      if (error !== null) this.fault ??= damaged
      else if (this.bytes > largestKml) this.fault ??= tooLarge(file.name)
      else into.parts.push(part)
      into.isWhole ||= final
    }
    file.start()
  }

  unpacked(): Unpacked {
    if (this.fault !== null) return this.fault
    if (!this.hasFiles || this.files.some(({ isWhole }) => !isWhole)) return damaged
    const [first, ...others] = this.files.map(({ name, parts }) => ({ name, bytes: Buffer.concat(parts) }))
    return first === undefined ? noDocument : { ok: true, documents: [first, ...others] }
  }
}

const damaged: Unpacked = { ok: false, message: say('refused.zipDamaged', {}) }
const noDocument: Unpacked = { ok: false, message: say('refused.zipNoKml', {}) }

function tooLarge(name: string): Unpacked {
  return { ok: false, message: say('refused.zipLarge', { bytes: String(largestKml), document: name }) }
}
