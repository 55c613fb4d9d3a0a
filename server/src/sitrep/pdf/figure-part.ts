import type { Sitrep, SitrepContent } from '@cordon/alerts'
import { figureRows } from './facts.js'
import { numberText } from './say.js'
import { inner, styles, type Sheet } from './sheet.js'
import { table, titledTable } from './table.js'
import type { Spoken } from './words.js'
import type { SitrepWords } from './words-en.js'

/** The figures of the month against those of the month before. */
export async function figurePart(sheet: Sheet, { content, remarks }: Sitrep, words: SitrepWords): Promise<void> {
  const columns = [
    { head: '', width: inner - 400, style: styles.strong },
    { head: words.thisPeriod, width: 120, align: 'end' },
    { head: words.lastPeriod, width: 120, align: 'end' },
    { head: words.difference, width: 80, align: 'end' },
    { head: words.unsure, width: 80, align: 'end' },
  ] as const
  await titledTable(sheet, { title: words.figures, columns }, figureRows(content, words))
  sheet.gap(4)
  sheet.prose(words.figuresAbout, styles.small)
  remark(sheet, remarks.figures)
}

export function remark(sheet: Sheet, text: string | undefined): void {
  if (text === undefined) return
  sheet.gap(4)
  sheet.prose(text)
}

/** How many there were in each governorate and of each type, side by side. */
export async function countPart(sheet: Sheet, { content }: Sitrep, { words, language }: Spoken): Promise<void> {
  const { governorates, types } = content
  sheet.section(`${words.places} · ${words.types}`, Math.max(governorates.length, types.length) * 18 + 40)
  const [top, pages] = [sheet.y, sheet.doc.bufferedPageRange().count]
  const columns = [
    { head: words.places, width: half - 120 },
    { head: words.incidents, width: 60, align: 'end' },
    { head: words.figure.attacks, width: 60, align: 'end' },
  ] as const
  const places = governorates.map((it) => {
    const name = (language === 'ar' ? it.nameArabic : null) ?? it.name ?? words.nowhere
    return [name, numberText(it.incidents), numberText(it.attacks)]
  })
  await table(sheet, { columns }, places)
  sheet.gap(3)
  sheet.prose(words.placesAbout, styles.small, { start: 0, width: half })
  const below = sheet.y
  // Beside it, where it ended on the page on which it began.
  if (pages === sheet.doc.bufferedPageRange().count) sheet.y = top
  await typeTable(sheet, content, words)
  sheet.y = Math.max(sheet.y, below)
}

const half = (inner - 20) / 2

async function typeTable(sheet: Sheet, { types }: SitrepContent, words: SitrepWords): Promise<void> {
  const columns = [
    { head: words.types, width: half - 70 },
    { head: words.number, width: 70, align: 'end' },
  ] as const
  const rows = types.map(({ type, incidents }) => [words.type(type), numberText(incidents)])
  await table(sheet, { start: half + 20, columns }, rows)
}
