import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Reader, Runner, Standby, StandbyState, Statement } from './database.js'
import { begins, inTransaction, openPool, poolRunner } from './pool.js'

/**
 * A question on how far the standby is takes less than a millisecond. One that says nothing for so long is away; how many
 * read from it is nothing to that: it is asked over connections of its own.
 */
const probeMs = 1_000
const probes = { size: 2, query_timeout: probeMs, connectionTimeoutMillis: probeMs } as const
/** How long a reader waits for what has just been committed to arrive, and how often it looks. */
const patienceMs = 250
const lookMs = 5
/** How often it is looked at though nobody reads: so one that follows again, or no more, is known. */
const againMs = 2_000
/** A read is given to the database itself after so long: whatever people wait for ends within 5 s. */
const readMs = 15_000
/** A standby that says nothing does not say farewell either, and nothing that is read is lost. */
const farewellMs = 1_000

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
  const probing = openPool({ url, size: probes.size }, probes)
  const standby: Reader = {
    ...poolRunner(pool),
    transaction: (begin, work) => inTransaction(pool, begins[begin], work),
  }
  const watch = new Watch(() => standingOf(primary, poolRunner(probing)))
  await watch.look()
  const read = async <T>(from: (reader: Reader) => Promise<T>): Promise<T> => {
    if (!(await watch.follows())) return from(primary)
    try {
      return await watch.whileThere(from(standby))
    } catch (error) {
      if (isOfTheQuestion(error)) throw error
      if (!isInTheWay(error)) watch.turn(away(error))
      return from(primary)
    }
  }
  return {
    query: (statement) => read((reader) => reader.query(statement)),
    transaction: (begin, work) => read((reader) => reader.transaction(begin, work)),
    watch: watch.tell,
    close: async () => {
      watch.end()
      const closed = Promise.all([pool.end(), probing.end()])
      await Promise.race([closed, pause(farewellMs, undefined, { ref: false })])
    },
  }
}

/** How a standby stands, and what it said where it is away. */
interface Standing {
  readonly state: StandbyState
  readonly why: string | null
}

function away(error: unknown): Standing {
  return { state: 'away', why: error instanceof Error ? error.message : null }
}

/** What is known of a standby. While it does not follow nobody waits for it. */
class Watch {
  private standing: Standing = { state: 'away', why: null }
  private readonly listeners: Parameters<Standby['watch']>[0][] = []
  /** How those who are reading from it hear that it is away. */
  private readonly readers = new Set<() => void>()
  private readonly timer: NodeJS.Timeout

  constructor(private readonly ask: () => Promise<Standing>) {
    this.timer = setInterval(() => void this.look().catch(() => undefined), againMs).unref()
  }

  /** Whether it has all that was committed by now. What somebody else has found meanwhile is of another moment. */
  async follows(): Promise<boolean> {
    return this.standing.state === 'follows' && (await this.look()) === 'follows'
  }

  async look(): Promise<StandbyState> {
    const found = await this.ask()
    this.turn(found)
    return found.state
  }

  turn(found: Standing): void {
    const before = this.standing
    this.standing = found
    if (found.state === before.state) return
    for (const told of this.listeners) told(found.state, found.why)
    if (found.state === 'away') for (const left of this.readers) left()
  }

  /** What is read from it; rejects as soon as it is known to be away. */
  whileThere<T>(asked: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const left = () => reject(new Error('The standby is away.'))
      this.readers.add(left)
      void asked.then(resolve, reject).finally(() => this.readers.delete(left))
    })
  }

  readonly tell: Standby['watch'] = (told) => {
    this.listeners.push(told)
    told(this.standing.state, this.standing.why)
  }

  end(): void {
    clearInterval(this.timer)
  }
}

async function standingOf(primary: Reader, standby: Runner): Promise<Standing> {
  const [mark] = await primary.query<Written>(written)
  if (mark === undefined) return away(null)
  try {
    return { state: await stateAt(mark, standby), why: null }
  } catch (error) {
    return away(error)
  }
}

async function stateAt({ lsn, of }: Written, standby: Runner): Promise<StandbyState> {
  const endMs = performance.now() + patienceMs
  for (;;) {
    const [found] = await standby.query<Replayed>(replayed(lsn))
    if (found?.isStandby !== true || found.of !== of) return 'other'
    if (found.hasAll) return 'follows'
    if (performance.now() > endMs) return 'late'
    await pause(lookMs)
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
