import PDFDocument from 'pdfkit'
import { expect, it } from 'vitest'
import { Pen } from './pen.js'
import { page, Sheet } from './sheet.js'
import { table, titledTable } from './table.js'

const columns = [{ head: 'Head', width: 120 }] as const
const foot = page.height - page.bottom

/** A sheet on which it is written down on which page each line stands. */
function noted() {
  const doc = new PDFDocument({ size: 'A4', bufferPages: true, margin: 0 })
  doc.resume()
  const pages = new Map<string, number>()
  class Noting extends Pen {
    override line(text: string): void {
      if (!pages.has(text)) pages.set(text, doc.bufferedPageRange().count)
    }
  }
  return { sheet: new Sheet(new Noting(doc, 'ltr')), pages }
}

/** Rows of one line, the first of them over so many lines. */
const rowsOf = (lines: number) => [
  [['First', ...Array.from({ length: lines - 1 }, (_, at) => `l${at}`)].join('\n')],
  ['Second'],
  ['Third'],
]
const places = Array.from({ length: 60 }, (_, at) => foot - 4 * at)

it.each([1, 3, 8])(
  'keeps its heading, its head and its first rows together wherever it begins: a row of %s lines',
  async (lines) => {
    for (const y of places) {
      const { sheet, pages } = noted()
      sheet.y = y
      await titledTable(sheet, { title: 'Heading', columns }, rowsOf(lines))
      const on = ['Heading', 'Head', 'First', 'Second'].map((it) => pages.get(it))
      expect(new Set(on), `from ${y}`).toEqual(new Set([on[0]]))
    }
  },
)

it('keeps its head with its first rows where a remark stands before it', async () => {
  for (const y of places) {
    const { sheet, pages } = noted()
    sheet.y = y
    await titledTable(sheet, { title: 'Heading', remark: 'Remark', columns }, rowsOf(3))
    expect(pages.get('Heading')).toBe(pages.get('Remark'))
    expect(new Set(['Head', 'First', 'Second'].map((it) => pages.get(it))).size, `from ${y}`).toBe(1)
  }
})

it('begins where it stands when there is room, and leaves no page empty for a row longer than one', async () => {
  const { sheet, pages } = noted()
  sheet.y = 300
  await table(sheet, { columns }, rowsOf(8))
  expect(pages.get('Third')).toBe(1)
  const { sheet: other, pages: found } = noted()
  await table(other, { columns }, rowsOf(80))
  expect(found.get('Head')).toBe(1)
})
