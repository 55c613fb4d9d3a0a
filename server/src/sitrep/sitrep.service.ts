import { Inject, Injectable } from '@nestjs/common'
import {
  finding,
  monthOf,
  sitrepObjection,
  type Sitrep,
  type SitrepAction,
  type SitrepContent,
  type SitrepSaid,
} from '@cordon/alerts'
import {
  dropSitrep,
  saveSitrep,
  sitrepById,
  sitrepForChange,
  sitrepRevisions,
  sitrepScheduleForChange,
  sitrepsPage,
  type Database,
  type Runner,
  type SitrepHeadRow,
  type SitrepRow,
  type SitrepScheduleRow,
} from '@cordon/db'
import type { Principal } from '../access/principal.js'
import { Clock } from '../platform/clock.js'
import { pageOf, readCursor } from '../platform/cursor.js'
import { DATABASE } from '../platform/database.js'
import { requireMatch } from '../platform/etag.js'
import { faultPoint } from '../platform/fault-point.js'
import { newId } from '../platform/id.js'
import { deny, none, ok, type Result } from '../platform/result.js'
import { actorOf } from '../shift/shift.service.js'
import type { SitrepInput, SitrepListed, SitrepPatch, SitrepTold } from '../wire/index.js'
import { draftOf, hashed, titleOf } from './draft.js'
import { SitrepReckoner } from './reckoner.js'
import { SitrepPostService } from './sitrep-post.service.js'

/** Which report somebody changes, as they have read it. */
export interface SitrepEdit {
  readonly id: string
  readonly who: Principal
  readonly ifMatch: string | null
}

/** Monthly reports: drawn up, edited, signed, corrected. */
@Injectable()
export class SitrepService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(SitrepReckoner) private readonly reckoner: SitrepReckoner,
    @Inject(SitrepPostService) private readonly post: Pick<SitrepPostService, 'owe'>,
  ) {}

  async list({ limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined }) {
    const after = readCursor(cursor)
    if (!after.ok) return after
    const rows = await this.database.query<SitrepHeadRow>(sitrepsPage(after.value, limit + 1))
    const items = rows.map(({ body, ...standing }): SitrepListed => ({ ...body, ...standing }))
    return ok(pageOf(items, limit, (last) => [last.madeAt, last.id]))
  }

  async one(id: string): Promise<Result<SitrepTold>> {
    const [row] = await this.database.query<SitrepRow>(sitrepById(id))
    return row === undefined ? unknown(id) : ok(toldBy(row))
  }

  async revisions(id: string) {
    const rows = await this.database.query<Pick<SitrepHeadRow, 'body'>>(sitrepRevisions(id))
    return rows.length === 0 ? unknown(id) : ok({ items: rows.map(({ body }) => body), next: null })
  }

  async create(input: SitrepInput, who: Principal): Promise<Result<SitrepTold>> {
    const period = (input.month === undefined ? null : monthOf(input.month)) ?? {
      from: input.from ?? '',
      until: input.until ?? '',
    }
    const asked = { ...period, search: input.search, asOf: input.asOf ?? this.clock.now() }
    const content = await this.reckoner.content(asked, who)
    if (!content.ok) return content
    const text = { title: input.title ?? titleOf(asked), summary: '', remarks: {} }
    return this.store(this.begun({ ...asked, ...text, version: 1, corrects: null, content: content.value }, who), null)
  }

  async edit({ asOf, remarks, ...text }: SitrepPatch, edit: SitrepEdit): Promise<Result<SitrepTold>> {
    const content = asOf === undefined ? ok(null) : await this.contentAsOf(asOf, edit)
    if (!content.ok) return content
    const changed = (it: Sitrep) => ({
      ...definedOf(text),
      remarks: withoutEmpty({ ...it.remarks, ...remarks }),
      ...(asOf === undefined ? {} : { asOf }),
      ...(content.value === null ? {} : { content: content.value }),
    })
    return this.database.transaction('plain', (run) => this.changeIn(run, { ...edit, action: 'edit' }, changed))
  }

  /** Signs a draft with this very hash; one of a schedule goes to those for whom it is, in the same transaction. */
  async sign(hash: string, edit: SitrepEdit): Promise<Result<SitrepTold>> {
    const [signedBy, signedAt] = [actorOf(edit.who), this.clock.now()]
    const done = await this.database.transaction('plain', async (run) => {
      const changed = () => ({ state: 'signed', signedBy, signedAt }) as const
      const signed = await this.changeIn(run, { ...edit, action: 'sign', hash }, changed)
      if (!signed.ok || signed.value.scheduleId === null) return signed
      const [schedule] = await run.query<SitrepScheduleRow>(sitrepScheduleForChange(signed.value.scheduleId))
      if (schedule === undefined) return signed
      await this.post.owe(run, { report: signed.value, people: schedule.body.people, by: signedBy })
      faultPoint('report.owed')
      return signed
    })
    faultPoint('report.signed')
    return done
  }

  async remove({ id, ifMatch }: SitrepEdit): Promise<Result<null>> {
    return this.database.transaction('plain', async (run) => {
      const found = await inHand('remove', { id, ifMatch }, run)
      if (!found.ok) return found
      await run.query(dropSitrep(id))
      return ok(null)
    })
  }

  /** Begins the version after a signed one: the same search and words, as of now. */
  async correct(id: string, who: Principal): Promise<Result<SitrepTold>> {
    const found = await this.one(id)
    if (!found.ok) return found
    const { correctedBy, scheduleId, ...old } = found.value
    const objection = sitrepObjection('correct', old)
    if (objection !== null) return deny('wrong-state', objection)
    if (correctedBy !== null) return deny('wrong-state', finding('denied.correctedBy', { id: correctedBy }))
    const asOf = this.clock.now()
    const content = await this.reckoner.content({ ...old, asOf }, who)
    if (!content.ok) return content
    const next = { ...old, asOf, content: content.value, version: old.version + 1, corrects: id }
    return this.store(this.begun(next, who), scheduleId)
  }

  private async contentAsOf(asOf: string, { id, who }: SitrepEdit): Promise<Result<SitrepContent | null>> {
    const found = await this.one(id)
    return found.ok ? this.reckoner.content({ ...found.value, asOf }, who) : found
  }

  private begun(said: SitrepSaid, who: Principal): Sitrep {
    return draftOf(said, { id: newId(this.clock.ms()), by: actorOf(who), at: this.clock.now() })
  }

  private async store(it: Sitrep, scheduleId: string | null): Promise<Result<SitrepTold>> {
    try {
      await this.database.transaction('plain', (run) => run.last(saveSitrep(it, scheduleId)))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === '23505')) throw error
      return deny('wrong-state', finding('denied.correctedElsewhere', {}))
    }
    return ok({ ...it, correctedBy: null, scheduleId })
  }

  private async changeIn(
    run: Runner,
    edit: SitrepEdit & { readonly action: SitrepAction; readonly hash?: string },
    changed: (it: Sitrep) => Partial<Sitrep>,
  ): Promise<Result<SitrepTold>> {
    const found = await inHand(edit.action, edit, run)
    if (!found.ok) return found
    const { correctedBy, scheduleId, ...it } = found.value
    const by = { changedBy: actorOf(edit.who), changedAt: this.clock.now() }
    const next = hashed({ ...it, ...changed(it), ...by, revision: it.revision + 1 })
    await run.query(saveSitrep(next))
    return ok({ ...next, correctedBy, scheduleId })
  }
}

/** A report that is to be changed, locked; what may not be done with it, or was read before a change, is refused. */
async function inHand(
  action: SitrepAction,
  { id, ifMatch, hash }: Pick<SitrepEdit, 'id' | 'ifMatch'> & { readonly hash?: string },
  run: Runner,
): Promise<Result<SitrepTold>> {
  const [row] = await run.query<SitrepRow>(sitrepForChange(id))
  if (row === undefined) return unknown(id)
  const objection = sitrepObjection(action, { ...row.body, content: row.content })
  if (objection !== null) return deny('wrong-state', objection)
  if (hash !== undefined && hash !== row.body.hash) {
    return deny('stale-etag', finding('sitrep.otherHash', { mine: hash, present: row.body.hash }))
  }
  const match = requireMatch(ifMatch, row.body.revision)
  return match.ok ? ok(toldBy(row)) : match
}

function unknown(id: string): Result<never> {
  return none('report', id)
}

function toldBy({ body, ...standing }: SitrepRow): SitrepTold {
  return { ...body, ...standing }
}

function definedOf({ title, summary }: Pick<SitrepPatch, 'title' | 'summary'>): Partial<Sitrep> {
  return { ...(title === undefined ? {} : { title }), ...(summary === undefined ? {} : { summary }) }
}

function withoutEmpty(remarks: SitrepPatch['remarks'] & object): Sitrep['remarks'] {
  return Object.fromEntries(Object.entries(remarks).filter(([, text]) => text !== ''))
}
