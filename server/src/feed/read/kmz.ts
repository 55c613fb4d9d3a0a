import { unzip, type UnzipFileInfo } from 'fflate'

/** Bytes that the one document of a KMZ may unpack to: what claims more is a bomb, or too large to be read whole. */
export const largestKml = 32 << 20
/** No honest text is packed better than this. */
const mostRatio = 200

export type Unpacked = { readonly ok: true; readonly bytes: Buffer } | { readonly ok: false; readonly message: string }

/** Takes the first KML document out of a KMZ (a zip archive); whatever else it holds is left packed. */
export async function unpackKmz(archive: Uint8Array): Promise<Unpacked> {
  const documents: UnzipFileInfo[] = []
  const filter = (file: UnzipFileInfo) => {
    if (documents.length > 0 || !/\.kml$/i.test(file.name)) return false
    documents.push(file)
    return tooLarge(file) === null
  }
  const files = await unzipped(archive, filter)
  const [found] = documents
  const refusal = found === undefined ? null : tooLarge(found)
  if (refusal !== null) return { ok: false, message: refusal }
  if (files === null) return { ok: false, message: 'This zip archive is damaged; is it complete?' }
  const bytes = found === undefined ? undefined : files[found.name]
  if (bytes !== undefined) return { ok: true, bytes: Buffer.from(bytes) }
  return {
    ok: false,
    message:
      'This is a zip archive without a KML document in it, perhaps an Excel workbook: unpack it, or save it as CSV',
  }
}

function tooLarge({ name, size, originalSize }: UnzipFileInfo): string | null {
  if (originalSize <= largestKml && originalSize <= Math.max(size, 1000) * mostRatio) return null
  return `${name} in this archive unpacks from ${size} to ${originalSize} bytes; expected at most ${largestKml} bytes and ${mostRatio} times its size`
}

function unzipped(archive: Uint8Array, filter: (file: UnzipFileInfo) => boolean) {
  return new Promise<Record<string, Uint8Array> | null>((resolve) =>
    unzip(archive, { filter }, (error, files) => resolve(error === null ? files : null)),
  )
}
