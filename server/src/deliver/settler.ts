import { settleDeliveries, type Database, type SettledRow } from '@cordon/db'
import { handOn } from './hand-on.js'

const soonMs = 10
const mostAtOnce = 500
/** The database may be away: what was told is recorded when it is back, or told again under the same key. */
const againMs = 1_000

/** What came of one try at an address. */
export interface Settled extends SettledRow {
  readonly contactId: string
}

/**
 * Records what came of tries, many in one statement. What is given up at an address is owed to the next one of the same
 * person in the same transaction, so that whoever is killed in between leaves nobody untold.
 */
export class Settler {
  private rows: Settled[] = []
  private waiting: (() => void)[] = []
  private timer: NodeJS.Timeout | null = null
  private writing = false

  constructor(
    private readonly database: Pick<Database, 'query' | 'transaction'>,
    private readonly failed: (error: unknown) => void,
  ) {}

  add(row: Settled): void {
    this.rows.push(row)
    this.soon(this.rows.length >= mostAtOnce ? 0 : soonMs)
  }

  /** Resolves when all that was added before is recorded. */
  settled(): Promise<void> {
    if (this.rows.length === 0 && !this.writing) return Promise.resolve()
    return new Promise((resolve) => {
      this.waiting.push(resolve)
      this.soon(0)
    })
  }

  private soon(ms: number): void {
    if (this.writing) return
    if (this.timer !== null) clearTimeout(this.timer)
    this.timer = setTimeout(() => void this.write(), ms)
  }

  private async write(): Promise<void> {
    this.timer = null
    if (this.writing) return
    this.writing = true
    const [rows, waiting] = [this.rows, this.waiting]
    this.rows = []
    this.waiting = []
    let nextMs = 0
    try {
      if (rows.length > 0) await this.record(rows)
      for (const resolve of waiting) resolve()
    } catch (error) {
      this.failed(error)
      this.rows = [...rows, ...this.rows]
      this.waiting = [...waiting, ...this.waiting]
      nextMs = againMs
    }
    this.writing = false
    if (this.rows.length > 0 || this.waiting.length > 0) this.soon(nextMs)
  }

  private async record(rows: readonly Settled[]): Promise<void> {
    const settle = settleDeliveries(rows)
    const given = rows.filter(({ state }) => state === 'dead')
    const [first] = given
    if (first === undefined) {
      await this.database.query(settle)
      return
    }
    await this.database.transaction('plain', async (run) => {
      await run.query(settle)
      await handOn([...new Set(given.map(({ contactId }) => contactId))], first.at, run)
    })
  }
}
