import { setImmediate } from 'node:timers/promises'
import type { Style } from './pen.js'
import { hairline, inner, styles, type Sheet } from './sheet.js'

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

const pad = 4

/** So many rows are set before others of the server have their turn. */
const atOnce = 10

/** A table whose head is said again on each page, and of which no row is torn. */
export async function table(
  sheet: Sheet,
  { columns, start = 0 }: TableBox,
  rows: readonly (readonly string[])[],
): Promise<void> {
  head(sheet, columns, start)
  for (const [nth, row] of rows.entries()) {
    if (nth % atOnce === atOnce - 1) await setImmediate()
    const cells = columns.map(({ width, style = styles.body }, at) => ({
      style,
      lines: sheet.pen.lines(row[at] ?? '', style, width - 2 * pad),
    }))
    const height = Math.max(...cells.map(({ lines, style }) => lines.length * style.size * 1.32)) + 5
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

function head(sheet: Sheet, columns: readonly Column[], start: number): void {
  sheet.need(34)
  let from = start
  for (const { head: text, width, align = 'start' } of columns) {
    const box = { start: from + pad, width: width - 2 * pad }
    const style = { ...styles.small, weight: 700 } as const
    sheet.pen.line(text, style, { x: sheet.left(box), y: sheet.y + 9, width: box.width, align })
    from += width
  }
  sheet.y += 14
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
