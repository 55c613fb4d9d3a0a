import type { Sitrep } from '@cordon/alerts'
import { remark } from './figure-part.js'
import { numberText } from './say.js'
import { accent, hairline, inner, page, quiet, styles, type Sheet } from './sheet.js'
import { leftToRight } from './visual.js'
import { filled } from './words.js'
import type { SitrepWords } from './words-en.js'

const height = 90

/** Bars of incidents by week, the attacks among them darker; time runs to the right in every language. */
export function weekPart(sheet: Sheet, { content, remarks }: Sitrep, words: SitrepWords): void {
  sheet.section(words.weeks, height + 50)
  const { weeks, weekless } = content
  const most = Math.max(1, ...weeks.map(({ incidents }) => incidents))
  const step = inner / Math.max(weeks.length, 1)
  const [base, wide] = [sheet.y + height + 12, Math.min(step * 0.7, 70)]
  for (const [nth, { from, incidents, attacks }] of weeks.entries()) {
    const [x, scale] = [page.side + nth * step + (step - wide) / 2, height / most]
    sheet.doc.rect(x, base - incidents * scale, wide, incidents * scale).fill(hairline)
    sheet.doc.rect(x, base - attacks * scale, wide, attacks * scale).fill(accent)
    const stand = { x: page.side + nth * step, width: step, align: 'middle' } as const
    if (step < 18) continue
    sheet.pen.line(numberText(incidents), styles.strong, { ...stand, y: base - incidents * scale - 4 })
    if (step >= 40 || nth % 4 === 0)
      sheet.pen.line(leftToRight(from.slice(5, 10)), styles.small, { ...stand, y: base + 11 })
  }
  sheet.doc
    .moveTo(page.side, base)
    .lineTo(page.width - page.side, base)
    .lineWidth(0.6)
    .strokeColor(quiet)
    .stroke()
  sheet.y = base + 18
  legend(sheet, words)
  sheet.prose(filled(words.weekless, { n: numberText(weekless) }), styles.small)
  remark(sheet, remarks.weeks)
}

function legend(sheet: Sheet, words: SitrepWords): void {
  let start = 0
  for (const [colour, text] of [
    [accent, words.attacksOnly],
    [hairline, words.allIncidents],
  ] as const) {
    const width = sheet.pen.width(text, styles.small)
    sheet.doc.rect(sheet.left({ start, width: 8 }), sheet.y + 2, 8, 8).fill(colour)
    sheet.pen.line(text, styles.small, { x: sheet.left({ start: start + 12, width }), y: sheet.y + 9, width })
    start += width + 32
  }
  sheet.gap(14)
}
