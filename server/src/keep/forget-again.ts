import {
  forgetName,
  forgottenPeople,
  namesInRow,
  type FiledTable,
  type ForgottenRow,
  type Transaction,
} from '@cordon/db'
import { recogniser } from '../access/forgotten-name.js'
import { parsed } from '../backup/lines.js'

/** Looks through what an archive brings back for people who were forgotten since it was written. */
export async function forgettingAgain(run: Transaction) {
  const recognised = recogniser(await run.query<ForgottenRow>(forgottenPeople()))
  const found = new Map<string, ForgottenRow>()
  return {
    look: async (of: FiledTable, rows: readonly string[]): Promise<void> => {
      for (const name of new Set(rows.flatMap((row) => namesInRow(of.name, filedRow(of, row))))) {
        const who = await recognised(name)
        if (who !== null) found.set(name, who)
      }
    },
    /** Lets their names go once more; how many people that were. */
    forget: async (): Promise<number> => {
      for (const [name, { id, instead }] of found)
        for (const statement of forgetName({ id, name, instead })) await run.query(statement)
      return new Set([...found.values()].map(({ id }) => id)).size
    },
  }
}

function filedRow({ columns }: FiledTable, row: string): Readonly<Record<string, string | null>> {
  const values: unknown = parsed(row)
  const texts = Array.isArray(values) ? values : []
  return Object.fromEntries(
    columns.map((column, at): [string, string | null] => [column, typeof texts[at] === 'string' ? texts[at] : null]),
  )
}
