import type { Sitrep, SitrepDoubt, SitrepIncident } from '@cordon/alerts'
import { remark } from './figure-part.js'
import { numberText, occurredText, tollText } from './say.js'
import { inner, type Sheet } from './sheet.js'
import { table, titledTable } from './table.js'
import { isolated } from './visual.js'
import { filled } from './words.js'
import type { SitrepWords } from './words-en.js'

/** Every incident, oldest first, with its grade and its sources. */
export async function listPart(sheet: Sheet, { content, remarks }: Sitrep, words: SitrepWords): Promise<void> {
  const titled = { title: words.list, remark: remarks.incidents }
  if (content.incidents.length === 0) return nothing(sheet, titled, words)
  const small = { size: 8 } as const
  const columns = [
    { head: words.when, width: 88, style: small },
    { head: words.what, width: inner - 318, style: small },
    { head: words.harm, width: 82, style: small },
    { head: words.grade, width: 70, style: small },
    { head: words.sources, width: 78, style: small },
  ]
  const rows = content.incidents.map((it) => [
    occurredText(it, words),
    whatText(it, words),
    harmText(it, words),
    `${isolated(it.grade)} ${words.status[it.status]}`,
    it.sources.map(isolated).join(words.comma),
  ])
  await titledTable(sheet, { ...titled, columns }, rows)
}

function nothing(sheet: Sheet, titled: { title: string; remark: string | undefined }, words: SitrepWords): void {
  sheet.section(titled.title)
  remark(sheet, titled.remark)
  sheet.prose(words.none)
}

function whatText({ type, title, place, doubts }: SitrepIncident, words: SitrepWords): string {
  const vague = doubts.filter((it) => it === 'place' || it === 'camp').map((it) => words.doubt[it])
  const where = place === null || title.includes(place) ? [] : [isolated(place)]
  return [words.type(type), isolated(title), ...where, ...vague].join(' · ')
}

function harmText({ killed, injured }: SitrepIncident, words: SitrepWords): string {
  const text = (toll: SitrepIncident['killed']) => (toll === null ? '–' : tollText(toll, words))
  return `${text(killed)} / ${text(injured)}`
}

/** What is not sure, counted and named apart, and what was not counted at all. */
export async function uncertainPart(sheet: Sheet, { content, remarks }: Sitrep, words: SitrepWords): Promise<void> {
  const { incidents, left } = content
  const having = (doubt: SitrepDoubt) => incidents.filter(({ doubts }) => doubts.includes(doubt))
  const count = (doubt: SitrepDoubt) => numberText(having(doubt).length)
  sheet.section(words.uncertain)
  const values = { unconfirmed: count('unconfirmed'), time: count('time'), place: count('place') }
  sheet.prose(filled(words.uncertainAbout, { all: numberText(incidents.length), ...values }))
  sheet.prose(filled(words.leftOut, left))
  remark(sheet, remarks.uncertain)
  const vague = incidents.filter(({ doubts }) => doubts.some((it) => it !== 'unconfirmed'))
  if (vague.length === 0) return
  sheet.gap(4)
  const small = { size: 8 } as const
  const columns = [
    { head: words.when, width: 130, style: small },
    { head: words.what, width: inner - 280, style: small },
    { head: words.why, width: 150, style: small },
  ]
  const rows = vague.map((it) => [
    occurredText(it, words),
    isolated(it.title),
    it.doubts.flatMap((doubt) => (doubt === 'unconfirmed' ? [] : words.doubt[doubt])).join(words.comma),
  ])
  await table(sheet, { columns }, rows)
}
