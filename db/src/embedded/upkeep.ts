import { joined } from './bytes.js'
import type { Gate, Party } from './gate.js'
import { pairsIn, query, type Failure } from './protocol.js'

/** What it needs of the gate. */
type Door = Pick<Gate, 'run' | 'cancel' | 'turns' | 'isQuiet' | 'hasWaiting'>

export interface UpkeepLimits {
  /** How often it looks for something to do. */
  readonly everyMs: number
  /** How long others wait for a vacuum before it is put off. */
  readonly yieldMs: number
}

/** How often a vacuum is put off before it may end, though others wait. */
const MOST_PUT_OFF = 6
const LOOK_FOR_WAITING_MS = 50
const MIB = 1_048_576
/** Log since the last checkpoint that is due to be let go when nobody is in the way, and in any case. */
const LOG_DUE_BYTES = 64 * MIB
const LOG_OVERDUE_BYTES = 256 * MIB
const LOG_OLD_SECONDS = 300

const LOG_STATE = `
SELECT 'bytes', pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn)::text FROM pg_control_checkpoint()
UNION ALL
SELECT 'seconds', extract(epoch FROM clock_timestamp() - checkpoint_time)::text FROM pg_control_checkpoint()`

/** The thresholds are those of the server's own autovacuum. */
const TABLE_DUE = `
SELECT format('%I.%I', schemaname, relname), CASE WHEN vacuum_due THEN 'VACUUM (ANALYZE)' ELSE 'ANALYZE' END
FROM (
  SELECT s.schemaname, s.relname, n_mod_since_analyze,
    n_dead_tup > 50 + 0.2 * rows OR n_ins_since_vacuum > 1000 + 0.2 * rows OR xids > 100000000 AS vacuum_due,
    n_mod_since_analyze > 50 + 0.1 * rows AS analyze_due
  FROM pg_stat_all_tables s
  JOIN (SELECT oid, greatest(reltuples, 0) AS rows, age(relfrozenxid) AS xids FROM pg_class WHERE relkind IN ('r', 'm')) c
    ON c.oid = s.relid
  WHERE s.schemaname !~ '^pg_temp'
) due
WHERE vacuum_due OR analyze_due
ORDER BY n_mod_since_analyze DESC, relname
LIMIT 1`

const PUT_OFF: Failure = { severity: 'ERROR', code: '57014', text: 'put off' }

/**
 * Does what a server's background processes do and this database, which is one process, lacks: checkpoints, without
 * which its log grows for ever, and vacuum and analyze, without which tables grow and the planner guesses. One thing
 * at a time, when nobody wants the session; what lasts is stopped for whoever comes, and done later.
 */
export class Upkeep {
  readonly #gate: Door
  readonly #limits: UpkeepLimits
  readonly #party: Party = { processId: 0, settings: {}, changesSettings: false, expel: () => {} }
  readonly #putOff = new Map<string, number>()
  readonly #timer: NodeJS.Timeout
  #turnsSeen = 0
  #working = false

  constructor(gate: Door, limits: UpkeepLimits) {
    this.#gate = gate
    this.#limits = limits
    this.#timer = setInterval(() => void this.tick(), limits.everyMs).unref()
  }

  stop(): void {
    clearInterval(this.#timer)
  }

  /** Looks once, and does what is most due. */
  async tick(): Promise<void> {
    if (this.#working || this.#gate.turns === this.#turnsSeen) return
    this.#working = true
    const wasQuiet = this.#gate.isQuiet()
    await this.#trimLog(wasQuiet)
    const isDone = wasQuiet ? await this.#tidyTable() : false
    this.#turnsSeen = isDone ? this.#gate.turns : 0
    this.#working = false
  }

  async #trimLog(isQuiet: boolean): Promise<void> {
    const state = await this.#ask(LOG_STATE)
    const bytes = Number(state['bytes'] ?? 0)
    const isOld = bytes > MIB && Number(state['seconds'] ?? 0) > LOG_OLD_SECONDS
    const isDue = isQuiet && (bytes > LOG_DUE_BYTES || isOld)
    if (isDue || bytes > LOG_OVERDUE_BYTES) await this.#ask('CHECKPOINT')
  }

  /** Answers whether nothing was left to do. */
  async #tidyTable(): Promise<boolean> {
    const [due] = Object.entries(await this.#ask(TABLE_DUE))
    if (due === undefined) return true
    const [table, work] = due
    const times = this.#putOff.get(table) ?? 0
    const done = await this.#yielding(times < MOST_PUT_OFF, () => this.#ask(`${work} ${table}`))
    if (done) this.#putOff.delete(table)
    else this.#putOff.set(table, times + 1)
    return false
  }

  /** Works, but stops when others have waited for a while; answers whether it came to its end. */
  async #yielding(mayStop: boolean, work: () => Promise<unknown>): Promise<boolean> {
    let stopped = false
    let waitedMs = 0
    const look = setInterval(() => {
      waitedMs = this.#gate.hasWaiting() ? waitedMs + LOOK_FOR_WAITING_MS : 0
      if (!mayStop || stopped || waitedMs < this.#limits.yieldMs) return
      stopped = true
      this.#gate.cancel(this.#party, PUT_OFF)
    }, LOOK_FOR_WAITING_MS)
    await work()
    clearInterval(look)
    return !stopped
  }

  async #ask(sql: string): Promise<Readonly<Record<string, string>>> {
    const chunks: Buffer[] = []
    const turn = { party: this.#party, messages: joined([query(sql)]), patient: true }
    await this.#gate.run({ ...turn, onAnswer: (bytes) => chunks.push(bytes) })
    return pairsIn(Buffer.concat(chunks))
  }
}
