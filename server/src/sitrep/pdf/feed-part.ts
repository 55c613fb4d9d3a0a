import { wasHeard, type Sitrep } from '@cordon/alerts'
import { feedRows } from './facts.js'
import { remark } from './figure-part.js'
import { numberText } from './say.js'
import { inner, styles, type Sheet } from './sheet.js'
import { titledTable } from './table.js'
import { filled } from './words.js'
import type { SitrepWords } from './words-en.js'

/** When nothing was heard of which feed; that all were heard, or that there were none. */
export async function feedPart(sheet: Sheet, { content, remarks }: Sitrep, words: SitrepWords): Promise<void> {
  const { feeds } = content
  if (feeds === undefined) return
  const unheard = feeds.filter((it) => !wasHeard(it))
  const heard = numberText(feeds.length - unheard.length)
  if (unheard.length === 0) {
    sheet.section(words.feeds)
    sheet.prose(feeds.length === 0 ? words.feedsNone : filled(words.feedsHeard, { n: heard }))
  } else {
    const columns = [
      { head: words.feed, width: inner - 300 },
      { head: words.silentFrom, width: 110 },
      { head: words.silentUntil, width: 110 },
      { head: words.silentFor, width: 80, align: 'end' },
    ] as const
    const rows = unheard.flatMap((it) => feedRows(it, words))
    await titledTable(sheet, { title: words.feeds, columns }, rows)
    sheet.gap(4)
    const others = unheard.length < feeds.length ? `${filled(words.feedsOthers, { n: heard })} · ` : ''
    sheet.prose(`${others}${words.feedsAbout}`, styles.small)
  }
  remark(sheet, remarks.feeds)
}
