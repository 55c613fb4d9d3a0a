import { isMonth, isOfExercises, type Sitrep } from '@cordon/alerts'
import { factsOf } from './facts.js'
import { momentText } from './say.js'
import { accent, inner, page, quiet, styles, type Sheet } from './sheet.js'
import { isolated, leftToRight } from './visual.js'
import { filled } from './words.js'
import type { SitrepWords } from './words-en.js'

/** What the report is, of when, as of when, and by what it is known again. */
export function headPart(sheet: Sheet, report: Sitrep, words: SitrepWords): void {
  sheet.prose(isMonth(report) ? words.monthly : words.kind, { size: 10, weight: 700, colour: quiet })
  sheet.gap(2)
  sheet.prose(report.title, styles.title)
  const marked = { size: 10, weight: 700, colour: accent } as const
  if (isOfExercises(report)) sheet.prose(`${words.exercise}: ${words.exerciseAbout}`, marked)
  if (report.state === 'draft') sheet.prose(words.draft, marked)
  sheet.gap(6)
  for (const [name, value] of factsOf(report, words)) fact(sheet, name, value)
  if (report.summary === '') return
  sheet.section(words.summary)
  sheet.prose(report.summary)
}

const nameWidth = 110

function fact(sheet: Sheet, name: string, value: string): void {
  sheet.need(14)
  const top = sheet.y
  const label = { start: 0, width: nameWidth }
  sheet.pen.line(name, styles.small, { x: sheet.left(label), y: top + 9.5, width: nameWidth })
  sheet.prose(isolated(value), styles.body, { start: nameWidth, width: inner - nameWidth })
}

/** Who answers for it. */
export function signaturePart(sheet: Sheet, report: Sitrep, words: SitrepWords): void {
  sheet.section(words.signature)
  const { signedBy, signedAt, madeBy, madeAt } = report
  fact(sheet, words.drawnUpBy, `${isolated(madeBy.name)} · ${momentText(madeAt)}`)
  if (signedBy === null || signedAt === null) sheet.prose(words.notSigned)
  else fact(sheet, words.signedBy, `${isolated(signedBy.name)} · ${momentText(signedAt)}`)
  sheet.need(60)
  sheet.gap(34)
  const box = { start: 0, width: 220 }
  const left = sheet.left(box)
  sheet.doc
    .moveTo(left, sheet.y)
    .lineTo(left + box.width, sheet.y)
    .lineWidth(0.7)
    .strokeColor(quiet)
    .stroke()
  sheet.gap(3)
  sheet.prose(signedBy?.name ?? words.signature, styles.small, box)
}

/** The foot of every page, once it is known how many there are. */
export function footPart(sheet: Sheet, report: Sitrep, words: SitrepWords): void {
  const { start, count } = sheet.doc.bufferedPageRange()
  for (let nth = 0; nth < count; nth += 1) {
    sheet.doc.switchToPage(start + nth)
    const y = page.height - 30
    // Beneath the bottom margin a document would begin another page.
    sheet.doc.page.margins.bottom = 0
    const stand = { x: page.side, y, width: inner }
    const said = `${isolated(clipped(report.title))} · ${words.asOf} ${momentText(report.asOf)} · ${leftToRight(report.hash.slice(0, 12))}`
    sheet.pen.line(said, styles.small, stand)
    sheet.pen.line(filled(words.pageOf, { n: nth + 1, all: count }), styles.small, { ...stand, align: 'end' })
  }
}

function clipped(title: string): string {
  return title.length > 60 ? `${title.slice(0, 58)}…` : title
}
