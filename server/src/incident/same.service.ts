import { Inject, Injectable } from '@nestjs/common'
import {
  finding,
  faultAt,
  discBoxes,
  instantMs,
  instantOf,
  latestMs,
  sameness,
  suggestFrom,
  type Comparable,
  type Incident,
  type Sameness,
} from '@cordon/alerts'
import { incidentsById, incidentsNear, noteDistinct, type Database } from '@cordon/db'
import type { Principal } from '../access/principal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { fail, none, ok, type Result } from '../platform/result.js'
import { Sight } from '../sight/sight.js'

/** An incident that may tell the same. */
export interface Similar extends Sameness {
  readonly incident: Incident
}

/** Nothing further away or apart is ever suggested, so nothing further is read. */
const beyondMetres = 40_000
const apartMs = 2 * 86_400_000
const mostShown = 10
/** The id of no incident, for what is not stored. */
const unstored = '00000000-0000-0000-0000-000000000000'

/** Which incidents may be one; what somebody has kept apart stays apart. */
@Injectable()
export class SameService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Sight) private readonly sight: Sight,
  ) {}

  /** Nothing is suggested to who sees places coarsely: what speaks for it is how near, and which words are shared. */
  async similarTo(id: string, who: Principal): Promise<Result<readonly Similar[]>> {
    const [row] = await this.database.query<{ body: Incident }>(incidentsById([id]))
    if (row === undefined) return none('incident', id)
    const { body: incident } = row
    if (this.sight.gridFor(who) !== null || standsForNothing(incident)) return ok([])
    // What is played and what is real are never one.
    const others = (await this.near(incident, id)).filter(({ exercise }) => exercise === incident.exercise)
    const scored = others.map((other) => ({ incident: other, ...sameness(incident, other) }))
    const likely = scored.filter(({ score }) => score >= suggestFrom)
    return ok(likely.toSorted((a, b) => b.score - a.score).slice(0, mostShown))
  }

  /** What is stored near something in place and time, whether that is stored itself or not. */
  async near(it: Comparable, id = unstored): Promise<readonly Incident[]> {
    const rows = await this.database.query<{ body: Incident }>(incidentsNear({ id, ...nearness(it) }))
    return rows.map(({ body }) => body)
  }

  /** Remembers that two incidents are not one. */
  async keepApart(
    id: string,
    { from, reason = null }: { readonly from: string; readonly reason?: string | null | undefined },
    who: Principal,
  ): Promise<Result<null>> {
    if (from === id) return fail('invalid-input', { errors: [itself(id)] })
    const found = await this.database.query<{ body: Incident }>(incidentsById([id, from]))
    const missing = [id, from].find((it) => !found.some(({ body }) => body.id === it))
    if (missing !== undefined) return none('incident', missing)
    await this.database.query(noteDistinct([id, from], { at: this.clock.now(), by: who.name, reason, undone: false }))
    return ok(null)
  }
}

function standsForNothing({ mergedInto, status }: Incident): boolean {
  return mergedInto !== undefined || status === 'withdrawn'
}

function itself(id: string) {
  return faultAt('from', finding('asked.another', { got: id }))
}

function nearness(incident: Comparable) {
  const { point, uncertaintyMetres, occurredFrom } = incident
  return {
    boxes: discBoxes(point, uncertaintyMetres + beyondMetres),
    from: instantOf(instantMs(occurredFrom) - apartMs),
    to: instantOf(latestMs(incident) + apartMs),
    around: occurredFrom,
  }
}
