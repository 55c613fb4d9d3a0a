import type { Incident } from '@cordon/alerts'
import { columns } from './columns.js'

/** First line of the file, with the mark by which spreadsheets know UTF-8. */
export function csvHead(): string {
  return `\ufeff${columns.map(([name]) => name).join(',')}\r\n`
}

/** One incident as one line (RFC 4180). */
export function csvLine(incident: Incident): string {
  const cells = columns.map(([, value, kind]) => {
    const cell = value(incident)
    return kind === 'word' || kind === 'time' ? (cell ?? '') : csvCell(cell)
  })
  return `${cells.join(',')}\r\n`
}

/** What most cells are like: it begins with a letter or a digit and holds nothing that means something in a file. */
const plainCell = /^[\p{L}\d][^",\r\n;]*$/u

/** A cell that no spreadsheet runs: text that would begin a formula, in full-width signs too, gets an apostrophe in front. */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  if (plainCell.test(value)) return value
  const safe = /^'*[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
