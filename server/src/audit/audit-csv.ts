import { csvCell } from '../history/csv.js'
import type { AuditEntry } from '../wire/index.js'

const columns = [
  ['number', ({ seq }) => seq],
  ['time', ({ at }) => at],
  ['by', ({ by }) => by],
  ['name', ({ name }) => name],
  ['action', ({ action }) => action],
  ['status', ({ status }) => status],
  ['about', ({ thing }) => thing?.kind ?? null],
  ['about_id', ({ thing }) => thing?.id ?? null],
  ['about_name', ({ thing }) => thing?.name ?? null],
  ['params', ({ params }) => JSON.stringify(params ?? {})],
  ['query', ({ query }) => JSON.stringify(query ?? {})],
  ['hash', ({ hash }) => hash],
] as const satisfies readonly (readonly [string, (entry: AuditEntry) => string | number | null])[]

/** The audit log as a table for spreadsheets (RFC 4180), page by page; no cell is run by any. */
export async function* auditCsv(pages: AsyncIterable<readonly AuditEntry[]>): AsyncGenerator<string> {
  yield `\ufeff${columns.map(([name]) => name).join(',')}\r\n`
  for await (const page of pages) {
    const lines = page.map((entry) => `${columns.map(([, value]) => csvCell(value(entry))).join(',')}\r\n`)
    if (lines.length > 0) yield lines.join('')
  }
}
