import {
  credibilities,
  finding,
  instantMs,
  meetsGrade,
  reliabilities,
  type Finding,
  type Grade,
  type Zone,
} from '@cordon/alerts'
import { recordsBegan, zoneById, type IncidentSearch, type Runner } from '@cordon/db'
import type { CoarseGrid } from '@cordon/alerts'
import { createHash } from 'node:crypto'
import type { Principal } from '../access/principal.js'
import { readCursor } from '../platform/cursor.js'
import { fail, ok, type Result } from '../platform/result.js'
import type { FieldError, IncidentFilter } from '../wire/index.js'
import { maySee } from '../zone/visible.js'

/** What is asked for, without which page of it. */
export type Filter = Omit<IncidentFilter, 'limit' | 'cursor'>

/** Who asks, when, and to which grid they see places. */
export interface Asker {
  readonly who: Principal
  readonly now: string
  readonly grid: CoarseGrid | null
}

/** How far a clock may be ahead of ours before what it asks is of the future. */
const skewMs = 5 * 60_000

/** A filter as a search; what it asks for that cannot be, or that somebody may not see, is refused by name. */
export async function searchOf(run: Runner, filter: Filter, asker: Asker): Promise<Result<IncidentSearch>> {
  const errors = [...backwards(filter), ...ahead(filter, asker.now)]
  if (errors.length > 0) return fail('invalid-input', { errors })
  if (filter.zone !== undefined && !(await seesZone(run, filter.zone, asker.who))) {
    return fail('not-found', `There is no zone ${filter.zone}.`)
  }
  return ok({
    boxes: filter.bbox === undefined ? null : boxesOf(filter.bbox),
    from: filter.from ?? null,
    to: filter.to ?? null,
    types: filter.type ?? null,
    severities: filter.severity ?? null,
    statuses: filter.status ?? null,
    kinds: filter.kind ?? null,
    grades: filter.grade === undefined ? null : gradesFrom(filter.grade),
    zoneId: filter.zone ?? null,
    words: filter.q ?? null,
    asOf: filter.asOf ?? null,
    seen: asker.grid,
  })
}

/** What is to be said of a search that found nothing: that nothing had been recorded by then; null otherwise. */
export async function beforeAll(run: Runner, { asOf }: Filter): Promise<Finding | null> {
  if (asOf === undefined) return null
  const [row] = await run.query<{ began: string | null }>(recordsBegan())
  const began = row?.began ?? null
  if (began === null) return finding('history.nothing', {})
  return instantMs(asOf) < instantMs(began) ? finding('history.beforeAll', { asOfAt: asOf, beganAt: began }) : null
}

/** Where a page of this search ended, null after the last one; it is good for no other search. */
export function searchCursor(filter: Filter, next: string | null): string | null {
  return next === null ? null : `${next}.${markOf(filter)}`
}

/** Reads the cursor of this search; null where none was sent. */
export function readSearchCursor(filter: Filter, cursor: string | undefined): Result<readonly [string, string] | null> {
  if (cursor === undefined) return ok(null)
  const [position, mark] = cursor.split('.')
  if (mark === markOf(filter)) return readCursor(position)
  const message = 'Expected the `next` of an earlier page of the same search; this one belongs to another'
  return fail('invalid-input', { errors: [{ path: 'cursor', message }] })
}

function markOf(filter: Filter): string {
  const said = Object.entries(filter).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(said)).digest('base64url').slice(0, 8)
}

function backwards({ from, to }: Filter): readonly FieldError[] {
  if (from === undefined || to === undefined || from <= to) return []
  return [{ path: 'from', message: `Expected a time not after \`to\` (${to}); got ${from}` }]
}

/** What will be known at a time to come is not known. */
function ahead({ asOf }: Filter, now: string): readonly FieldError[] {
  if (asOf === undefined || instantMs(asOf) <= instantMs(now) + skewMs) return []
  return [{ path: 'asOf', message: `Expected a time not after now (${now}); got ${asOf}` }]
}

async function seesZone(run: Runner, id: string, who: Principal): Promise<boolean> {
  const [row] = await run.query<{ body: Zone }>(zoneById(id, null))
  return row !== undefined && maySee(row.body, who)
}

/** A box whose west lies east of its east crosses the antimeridian: two boxes. */
function boxesOf([west, south, east, north]: readonly [number, number, number, number]): IncidentSearch['boxes'] {
  if (west <= east) return [[west, south, east, north]]
  return [
    [west, south, 180, north],
    [-180, south, east, north],
  ]
}

/** The grades that are at least as good. */
function gradesFrom(minimum: string): readonly string[] {
  const all = reliabilities.flatMap((letter) => credibilities.map((digit): Grade => `${letter}${digit}`))
  const wanted = all.find((grade) => grade === minimum)
  if (wanted === undefined) return []
  return all.filter((grade) => meetsGrade(grade, wanted))
}
