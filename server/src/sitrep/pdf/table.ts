import { setImmediate } from 'node:timers/promises'
import type { Style } from './pen.js'
import { hairline, inner, page, styles, type Sheet } from './sheet.js'

export interface Column {
  readonly head: string
  readonly width: number
  readonly align?: 'start' | 'end'
  readonly style?: Style
}

export interface TableBox {
  readonly columns: readonly Column[]
  /** From where reading begins; 0 unless given. */
  readonly start?: number
}

/** A table with a heading of its own, and what somebody remarks of it beneath that. */
export interface TitledBox extends TableBox {
  readonly title: string
  readonly remark?: string | undefined
}

const pad = 4

/** So many rows are set before others of the server have their turn. */
const atOnce = 10

/** So many of its first rows stay with what a table begins with: one alone at the foot of a page is overlooked. */
const firstRows = 2
/** No more is asked for than a page has beside a heading. */
const mostAsked = page.height - page.top - page.bottom - 60
const headHeight = 14

/** A section that is a table: its heading, the head and the first rows stay together, unless a remark stands between them. */
export async function titledTable(
  sheet: Sheet,
  { title, remark, ...box }: TitledBox,
  rows: readonly (readonly string[])[],
): Promise<void> {
  sheet.section(title, remark === undefined ? beginning(sheet, box.columns, rows) : undefined)
  if (remark !== undefined) {
    sheet.gap(4)
    sheet.prose(remark)
  }
  await table(sheet, box, rows)
}

/** A table whose head is said again on each page, and stays with its first rows; no row is torn. */
export async function table(
  sheet: Sheet,
  { columns, start = 0 }: TableBox,
  rows: readonly (readonly string[])[],
): Promise<void> {
  sheet.need(beginning(sheet, columns, rows))
  head(sheet, columns, start)
  for (const [nth, row] of rows.entries()) {
    if (nth % atOnce === atOnce - 1) await setImmediate()
    const { cells, height } = laidOut(sheet, columns, row)
    if (sheet.need(height)) head(sheet, columns, start)
    let from = start
    for (const [at, { lines, style }] of cells.entries()) {
      const { width, align = 'start' } = columns[at] ?? { width: 0 }
      const box = { start: from + pad, width: width - 2 * pad }
      for (const [below, line] of lines.entries()) {
        const y = sheet.y + 2 + style.size + below * style.size * 1.32
        sheet.pen.line(line, style, { x: sheet.left(box), y, width: box.width, align })
      }
      from += width
    }
    sheet.y += height
    under(sheet, columns, start)
  }
}

interface RowLaidOut {
  readonly cells: readonly { readonly style: Style; readonly lines: readonly string[] }[]
  readonly height: number
}

function laidOut(sheet: Sheet, columns: readonly Column[], row: readonly string[]): RowLaidOut {
  const cells = columns.map(({ width, style = styles.body }, at) => ({
    style,
    lines: sheet.pen.lines(row[at] ?? '', style, width - 2 * pad),
  }))
  return { cells, height: Math.max(...cells.map(({ lines, style }) => lines.length * style.size * 1.32)) + 5 }
}

/** How much room the head and the first rows take. */
function beginning(sheet: Sheet, columns: readonly Column[], rows: readonly (readonly string[])[]): number {
  const heights = rows.slice(0, firstRows).map((row) => laidOut(sheet, columns, row).height)
  return Math.min(
    mostAsked,
    heights.reduce((sum, it) => sum + it, headHeight),
  )
}

function head(sheet: Sheet, columns: readonly Column[], start: number): void {
  let from = start
  for (const { head: text, width, align = 'start' } of columns) {
    const box = { start: from + pad, width: width - 2 * pad }
    const style = { ...styles.small, weight: 700 } as const
    sheet.pen.line(text, style, { x: sheet.left(box), y: sheet.y + 9, width: box.width, align })
    from += width
  }
  sheet.y += headHeight
  under(sheet, columns, start)
}

function under(sheet: Sheet, columns: readonly Column[], start: number): void {
  const width = Math.min(
    inner,
    columns.reduce((sum, column) => sum + column.width, 0),
  )
  const left = sheet.left({ start, width })
  sheet.doc.moveTo(left, sheet.y).lineTo(left + width, sheet.y)
  sheet.doc.lineWidth(0.4).strokeColor(hairline).stroke()
}
