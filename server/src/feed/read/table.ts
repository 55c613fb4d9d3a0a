import { emptyPage, type ReadContext, type ReadPayload } from './page.js'
import { openFile, type Opened } from './records-of.js'
import { settle } from './settle.js'
import { tellerOf, toldOf } from './teller.js'
import type { FeedRecord } from './told-record.js'

/** Reads CSV: by the feed's mapping, or as the columns of a known data set. A row that is broken costs itself alone. */
export async function readTable(bytes: Uint8Array, context: ReadContext): Promise<ReadPayload> {
  const opened = await openTable(bytes)
  if (!opened.ok) return opened
  const { header, records } = opened.file
  const teller = tellerOf(context.mapping, Object.fromEntries(header.map((name) => [name, ''])))
  if (!teller.ok) return teller
  const rows: FeedRecord[] = []
  for await (const row of records()) rows.push({ ...row, where: `Line ${row.line}` })
  return { ok: true, page: { ...emptyPage, ...settle(toldOf(rows, teller.tell), context) } }
}

/** Opens CSV; what is something else is told by what it begins with. */
export async function openTable(bytes: Uint8Array): Promise<Opened> {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 200)).toString('utf8').trim()
  if (/^<(!doctype html|html)/i.test(start))
    return {
      ok: false,
      message: 'This is a web page (HTML), not a feed: has its address changed, or does it ask to sign in?',
    }
  if (/^[<{[]/.test(start))
    return { ok: false, message: `Expected CSV with a line of column names; got "${start.slice(0, 40)}"` }
  return openFile(once(bytes))
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}
