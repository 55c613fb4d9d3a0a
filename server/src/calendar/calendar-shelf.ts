import { calendarsOf, type CalendarTimes, type Rule } from '@cordon/alerts'
import { calendarsById, type CalendarRow, type Runner } from '@cordon/db'
import { timesOf } from './times.js'

const dayMs = 86_400_000
/** For how long what was reckoned serves: it is told for longer than that. */
const servesMs = 30 * dayMs
const most = 500

/** When calendars are on, about now. A version never changes, so what was reckoned of it stays right while it serves. */
export class CalendarShelf {
  private readonly times = new Map<string, CalendarTimes>()

  /** The calendars that each of some rules goes by, as they are now; rules that go by none ask nothing. */
  async of(rules: readonly Rule[], nowMs: number, run: Runner): Promise<(rule: Rule) => readonly CalendarTimes[]> {
    const ids = [...new Set(rules.flatMap(calendarsOf))]
    if (ids.length === 0) return () => []
    const rows = await run.query<CalendarRow>(calendarsById(ids))
    const from = Math.floor(nowMs / servesMs) * servesMs
    const missing = rows.filter((row) => !this.times.has(keyOf(row, from)))
    if (missing.length > 0) await this.read(missing, from, run)
    const now = new Map(rows.map((row) => [row.body.id, this.times.get(keyOf(row, from))]))
    return (rule) => calendarsOf(rule).flatMap((id) => now.get(id) ?? [])
  }

  private async read(rows: readonly CalendarRow[], from: number, run: Runner): Promise<void> {
    if (this.times.size + rows.length > most) this.times.clear()
    const window = { fromMs: from, untilMs: from + servesMs }
    const read = await timesOf(rows, window, run)
    for (const [at, row] of rows.entries()) {
      const times = read[at]
      if (times !== undefined) this.times.set(keyOf(row, from), times)
    }
  }
}

function keyOf({ body: { id, version } }: CalendarRow, from: number): string {
  return `${id} ${version} ${from}`
}
