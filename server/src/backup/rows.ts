import { closeRows, nextRows, type KeptTable, type Runner, type Statement } from '@cordon/db'

const atOnce = 500

/** All rows of a cursor that `open` opens, some at a time, so that memory stays flat. */
export async function* rowsOf(open: Statement, run: Runner): AsyncGenerator<readonly string[]> {
  await run.query(open)
  for (;;) {
    const rows = await run.query<{ readonly row: string }>(nextRows(atOnce))
    if (rows.length > 0) yield rows.map(({ row }) => row)
    if (rows.length < atOnce) break
  }
  await run.query(closeRows())
}

/** Tables in an order in which their rows can be put back: after those that they refer to. */
export function inOrder(tables: readonly KeptTable[]): readonly KeptTable[] {
  const ordered: KeptTable[] = []
  const visit = (table: KeptTable) => {
    if (ordered.includes(table)) return
    for (const it of tables) if (it !== table && table.after.includes(it.name)) visit(it)
    ordered.push(table)
  }
  for (const table of tables) visit(table)
  return ordered
}
