import { setImmediate as turn } from 'node:timers/promises'
import { instantMs, instantOf, latestMs, type Instant, type PastRevision } from '@cordon/alerts'
import { incidentsAround, judgedRevisions, type AroundRow, type PastAsked, type PastRow, type Runner } from '@cordon/db'
import type { Shape } from './shape.js'

/** A revision of the past with what a list shows of it. */
export interface Past extends PastRevision {
  readonly row: PastRow
}

/** The past of a zone: what came near it, in the order in which it came. */
export interface PastOfZone {
  readonly revisions: readonly Past[]
  /** Where more happened than is counted: the time since which all of it is; else null. */
  readonly since: Instant | null
}

export interface Asked extends PastAsked {
  readonly from: Instant
  readonly until: Instant
  readonly imported: boolean
  /** Whether what lies elsewhere by now is asked for too: it takes long where much was revised. */
  readonly moved: boolean
  /** Incidents, the newest of which are looked at; where it is left out, as many as are held in memory. */
  readonly limit?: number
}

/** Incidents that are read at once. */
const chunk = 1_000
/** More than this is not held in memory for one question. */
const most = 60_000

/** Reads what came near a shape in a time, in small statements, so that what comes in meanwhile waits behind none. */
export async function pastOf(shape: Shape, { limit = most, ...asked }: Asked, run: Runner): Promise<PastOfZone> {
  const { from, until, imported, moved } = asked
  const around = { tiers: shape.tiers, imported, from, until, moved, limit: limit + 1 }
  const found = await run.query<AroundRow>(incidentsAround(around))
  const kept = found.slice(0, limit)
  const ids = kept.map(({ id }) => id)
  const rows = await readAll(ids, asked, run)
  const measures = await measured(rows, shape, run)
  const all = rows.map((row, at) => pastFrom(row, measures[at] ?? null))
  // Of what was revised later, what came in that time.
  const revisions = all.filter(({ at }) => instantMs(at) <= instantMs(until))
  revisions.sort((a, b) => instantMs(a.at) - instantMs(b.at) || a.row.seq - b.row.seq)
  return { revisions, since: found.length > limit ? (kept.at(-1)?.at ?? null) : null }
}

/** With what stands for them, however far away that is. */
async function readAll(ids: readonly string[], more: PastAsked, run: Runner): Promise<readonly PastRow[]> {
  const rows: PastRow[] = []
  const asked = new Set<string>()
  let open: readonly string[] = ids
  while (open.length > 0) {
    const before = rows.length
    for (let at = 0; at < open.length; at += chunk) {
      const some = open.slice(at, at + chunk)
      for (const id of some) asked.add(id)
      rows.push(...(await run.query<PastRow>(judgedRevisions(some, more))))
    }
    const into = rows.slice(before).flatMap(({ mergedInto }) => (mergedInto === null ? [] : [mergedInto]))
    open = [...new Set(into)].filter((id) => !asked.has(id))
  }
  return rows
}

async function measured(rows: readonly PastRow[], shape: Shape, run: Runner) {
  const measures: Awaited<ReturnType<Shape['measure']>>[number][] = []
  for (let at = 0; at < rows.length; at += chunk) {
    measures.push(...(await shape.measure(rows.slice(at, at + chunk), run)))
    await turn()
  }
  return measures
}

/** History would have been news at the end of the time at which it may have happened. */
function pastFrom(row: PastRow, measure: Past['measure']): Past {
  const at = row.history ? instantOf(latestMs(row)) : row.recordedAt
  return { row, incident: judgeableOf(row), at, mergedInto: row.mergedInto, measure }
}

/** Named one by one: to copy what is left of a row takes the engine forty times as long, and as much again to clear away. */
function judgeableOf(row: PastRow): Past['incident'] {
  const { id, kind, type, severity, status, grade, exercise, uncertaintyMetres } = row
  const { occurredFrom, occurredTo, timePrecision } = row
  const { title, summary = null, place = null, actors = [], targets = [], tags = [], origins, message } = row
  return {
    ...{ id, kind, type, severity, status, grade, uncertaintyMetres, occurredFrom, occurredTo, timePrecision },
    // Where nothing written is asked for, nothing is.
    ...{ title, summary, place, actors, targets, tags },
    exercise,
    history: false,
    ...(origins !== null && { origins }),
    ...(message != null && { message }),
  }
}
