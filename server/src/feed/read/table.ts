import { finding } from '@cordon/alerts'
import { other } from './cells.js'
import { emptyPage, type ReadContext, type ReadPayload } from './page.js'
import { openFile, type Opened } from './records-of.js'
import { Settling } from './settle.js'
import { tellerOf, Telling } from './teller.js'
import { isWebPage, webPageNotFeed } from './web-page.js'

/** Reads CSV: by the feed's mapping, or as the columns of a known data set. A row that is broken costs itself alone. */
export async function readTable(bytes: Uint8Array, context: ReadContext): Promise<ReadPayload> {
  const opened = await openTable(bytes)
  if (!opened.ok) return opened
  const { header, records } = opened.file
  const teller = tellerOf(context.mapping, Object.fromEntries(header.map((name) => [name, ''])))
  if (!teller.ok) return teller
  const settling = new Settling(context)
  const telling = new Telling(teller.tell)
  for await (const row of records()) {
    settling.take(telling.told({ ...row, where: `Line ${row.line}` }))
    // The rows behind are not even looked at: a payload may hold millions.
    if (telling.isOver) break
  }
  return { ok: true, page: { ...emptyPage, ...settling.settled() } }
}

/** Opens CSV; what is something else is told by what it begins with. */
export async function openTable(bytes: Uint8Array): Promise<Opened> {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 4_000)).toString('utf8').trim()
  if (isWebPage(start)) return { ok: false, message: webPageNotFeed }
  if (/^[<{[]/.test(start)) return { ok: false, message: other(finding('expected.csv', {}), `"${start.slice(0, 40)}"`) }
  return openFile(once(bytes))
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
