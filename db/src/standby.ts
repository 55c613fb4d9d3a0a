import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Reader, Standby, StandbyState, Statement } from './database.js'
import { begins, inTransaction, openPool, poolRunner } from './pool.js'

/** A question on how far the standby is takes less than a millisecond. One that says nothing for so long is away. */
const probeMs = 1_000
/** How long a reader waits for what has just been committed to arrive, and how often it looks. */
const patienceMs = 250
const lookMs = 5
/** How often it is looked at though nobody reads: so one that follows again, or no more, is known. */
const againMs = 2_000
/** A read is given to the database itself after so long: whatever people wait for ends within 5 s. */
const readMs = 15_000

/** What is on disk of the primary, and which database of which server that is. */
const written: Statement = {
  name: 'wal-written',
  text: `
    select pg_current_wal_flush_lsn()::text as lsn, current_database() || ' of ' || system_identifier::text as of
    from pg_control_system()`,
  values: [],
}
interface Written {
  readonly lsn: string
  readonly of: string
}

/** How far a standby has replayed what the primary wrote. */
function replayed(lsn: string): Statement {
  return {
    name: 'wal-replayed',
    text: `
      select current_database() || ' of ' || system_identifier::text as of, pg_is_in_recovery() as "isStandby",
        coalesce(pg_last_wal_replay_lsn() >= $1::pg_lsn, false) as "hasAll"
      from pg_control_system()`,
    values: [lsn],
  }
}
interface Replayed {
  readonly of: string
  readonly isStandby: boolean
  readonly hasAll: boolean
}

/** A standby from which is read what it has, and the primary's answer where it has not. */
export interface OpenStandby extends Reader, Standby {
  readonly close: () => Promise<void>
}

/**
 * Opens a reader on a hot standby (streaming replication) of `primary`. Each read sees all that had been committed before it
 * began: the standby is asked first whether it has replayed that, and given a moment to do so. Where it is late, away, or
 * gives a read up because what it reads is being removed, the primary answers. So a read may be done twice; it may not write.
 */
export async function openStandby(url: string, primary: Reader): Promise<OpenStandby> {
  const pool = openPool({ url, size: 10 }, { query_timeout: readMs })
  const standby: Reader = {
    ...poolRunner(pool),
    transaction: (begin, work) => inTransaction(pool, begins[begin], work),
  }
  const watch = new Watch(() => stateOf(primary, standby))
  await watch.look()
  const read = async <T>(from: (reader: Reader) => Promise<T>): Promise<T> => {
    if (!(await watch.follows())) return from(primary)
    try {
      return await from(standby)
    } catch (error) {
      if (isOfTheQuestion(error)) throw error
      if (!isInTheWay(error)) watch.turn('away')
      return from(primary)
    }
  }
  return {
    query: (statement) => read((reader) => reader.query(statement)),
    transaction: (begin, work) => read((reader) => reader.transaction(begin, work)),
    watch: watch.tell,
    close: async () => {
      watch.end()
      await pool.end()
    },
  }
}

/** What is known of a standby. While it does not follow nobody waits for it. */
class Watch {
  private state: StandbyState = 'away'
  private readonly listeners: ((state: StandbyState) => void)[] = []
  private readonly timer: NodeJS.Timeout

  constructor(private readonly ask: () => Promise<StandbyState>) {
    this.timer = setInterval(() => void this.look().catch(() => undefined), againMs).unref()
  }

  /** Whether it has all that was committed by now. */
  async follows(): Promise<boolean> {
    if (this.state === 'follows') await this.look()
    return this.state === 'follows'
  }

  async look(): Promise<void> {
    this.turn(await this.ask())
  }

  turn(state: StandbyState): void {
    if (state === this.state) return
    this.state = state
    for (const told of this.listeners) told(state)
  }

  readonly tell = (told: (state: StandbyState) => void): void => {
    this.listeners.push(told)
    told(this.state)
  }

  end(): void {
    clearInterval(this.timer)
  }
}

async function stateOf(primary: Reader, standby: Reader): Promise<StandbyState> {
  const [mark] = await primary.query<Written>(written)
  if (mark === undefined) return 'away'
  const endMs = performance.now() + patienceMs
  for (;;) {
    const found = await withinProbe(standby.query<Replayed>(replayed(mark.lsn)))
    if (found === null) return 'away'
    if (!found.isStandby || found.of !== mark.of) return 'other'
    if (found.hasAll) return 'follows'
    if (performance.now() > endMs) return 'late'
    await pause(lookMs)
  }
}

async function withinProbe(asked: Promise<readonly Replayed[]>): Promise<Replayed | null> {
  const stop = new AbortController()
  try {
    const rows = await Promise.race([asked, pause(probeMs, [], { signal: stop.signal, ref: false })])
    return rows[0] ?? null
  } catch {
    return null
  } finally {
    stop.abort()
    asked.catch(() => undefined)
  }
}

/** Whether the primary would refuse it as well: a statement that is wrong, or takes too long. */
function isOfTheQuestion(error: unknown): boolean {
  return error instanceof pg.DatabaseError && !/^(08|40001|53|57P|58|XX)/.test(error.code ?? '')
}

/** Whether the read stood in the way of what the standby had to replay; it is well otherwise. */
function isInTheWay(error: unknown): boolean {
  return error instanceof pg.DatabaseError && error.code === '40001'
}
