import { finding } from '@cordon/alerts'
import { other } from './cells.js'
import { decode } from './decode.js'
import { embeddedCap, isCap, readCap, type CapTold } from './cap.js'
import { toldOfGdacs } from './gdacs.js'
import { emptyPage, type FeedPage, type ReadContext, type ReadPayload } from './page.js'
import { parseJson } from './json.js'
import { indexLinkOf, itemsOf, madeAtOf, toldOfItem } from './rss.js'
import { readDocument } from './document.js'
import { settle } from './settle.js'
import { readTable } from './table.js'
import { readUsgs } from './usgs.js'
import { readXml, type Element } from './xml.js'

/** Reads what a feed answered, sent or left in its folder. */
export async function readPayload(bytes: Uint8Array, context: ReadContext): Promise<ReadPayload> {
  if (context.format === 'csv') return readTable(bytes, context)
  const decoded = decode(bytes, context.contentType)
  if (!decoded.ok) return decoded
  const { text } = decoded
  switch (context.format) {
    case 'usgs':
      return readUsgsText(text, context)
    case 'gdacs':
      return readItems(text, (root, items) =>
        pageOf({ ...settle(items.map(toldOfGdacs), context), madeAt: madeAtOf(root) }),
      )
    case 'georss':
      return readItems(text, (root, items) =>
        pageOf({ ...settle(items.map(toldOfItem), context), madeAt: madeAtOf(root) }),
      )
    case 'cap':
      return readCaps(text, context)
    case 'json':
      return readDocument(text, context)
  }
}

function pageOf(some: Partial<FeedPage>): FeedPage {
  return { ...emptyPage, ...some }
}

function readItems(text: string, page: (root: Element, items: readonly Element[]) => FeedPage): ReadPayload {
  const xml = readXml(text)
  if (!xml.ok) return xml
  const items = itemsOf(xml.root)
  if (items === null) return { ok: false, message: other(finding('expected.rss', {}), `<${xml.root.name}>`) }
  return { ok: true, page: page(xml.root, items) }
}

/** One message, or an index: RSS or Atom whose entries hold messages or link to them. */
function readCaps(text: string, context: ReadContext): ReadPayload {
  const xml = readXml(text)
  if (!xml.ok) return xml
  if (isCap(xml.root)) return { ok: true, page: ofCaps([readCap(xml.root)], context) }
  const items = itemsOf(xml.root)
  if (items === null) {
    const { name, space } = xml.root
    return { ok: false, message: other(finding('expected.cap', {}), `<${name}> in "${space}"`) }
  }
  const embedded = items.flatMap((item) => embeddedCap(item) ?? [])
  const links = items.filter((item) => embeddedCap(item) === null).flatMap((item) => indexLinkOf(item) ?? [])
  return { ok: true, page: { ...ofCaps(embedded.map(readCap), context), links, madeAt: madeAtOf(xml.root) } }
}

function ofCaps(messages: readonly CapTold[], context: ReadContext): FeedPage {
  const told = messages.flatMap((it) => (it.is === 'told' ? [it.told] : []))
  return pageOf({ ...settle(told, context), skipped: messages.length - told.length })
}

function readUsgsText(text: string, context: ReadContext): ReadPayload {
  const parsed = parseJson(text)
  return parsed.ok ? readUsgs(parsed.value, context) : parsed
}
