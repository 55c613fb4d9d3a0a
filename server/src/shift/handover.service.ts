import { Inject, Injectable } from '@nestjs/common'
import {
  finding,
  faultAt,
  handoverStep,
  say,
  type Handover,
  type HandoverAction,
  type HandoverContent,
  type HandoverRefusal,
  type Instant,
} from '@cordon/alerts'
import {
  feedEnds,
  handoverById,
  handoverForChange,
  handoversPage,
  openHandoverOf,
  saveHandover,
  saveLog,
  saveShift,
  shiftById,
  shiftOf,
  type Database,
  type HandoverRow,
  type Runner,
  type ShiftRow,
} from '@cordon/db'
import type { Principal } from '../access/principal.js'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { pageOf, readCursor } from '../platform/cursor.js'
import { DATABASE, takenHead } from '../platform/database.js'
import { requireMatch } from '../platform/etag.js'
import { newId } from '../platform/id.js'
import { deny, none, ok, told, type Result } from '../platform/result.js'
import type { Input } from '../platform/route.js'
import type { Failure, HandoverListed, handoverRoutes, HandoverTold } from '../wire/index.js'
import { passOn } from './pass-on.js'
import { actorOf, beginning, endShift, houseEntry } from './shift.service.js'
import { contentNow } from './watch-state.js'

type Written = Input<(typeof handoverRoutes)['edit']>['body']

interface Edit {
  readonly id: string
  readonly who: Principal
  readonly ifMatch: string | null
}

/** A handover in the hands of one transaction, which holds the head of the feed: nothing changes meanwhile. */
interface InHand {
  readonly run: Runner
  readonly handover: Handover
  readonly seq: number
  readonly now: Instant
}

/** Handovers: drawn up from what is open, signed by one officer and by the next. */
@Injectable()
export class HandoverService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ChangeSignal) private readonly signal: ChangeSignal,
  ) {}

  async list({ limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined }) {
    const after = readCursor(cursor)
    if (!after.ok) return after
    const rows = await this.database.query<HandoverRow>(handoversPage(after.value, limit + 1))
    return ok(
      pageOf(
        rows.map(({ body }) => listed(body)),
        limit,
        (last) => [last.begunAt, last.id],
      ),
    )
  }

  async one(id: string): Promise<Result<HandoverTold>> {
    return this.database.transaction('snapshot', async (run) => {
      const [found] = await run.query<HandoverRow>(handoverById(id))
      const [ends] = await run.query<{ readonly head: number }>(feedEnds())
      if (found === undefined) return none('handover', id)
      return ok(await this.told({ run, handover: found.body, seq: ends?.head ?? 0, now: this.clock.now() }))
    })
  }

  async begin(who: Principal): Promise<Result<HandoverTold>> {
    return this.database.transaction('plain', async (run) => {
      const { seq } = await takenHead(run)
      const [on] = await run.query<ShiftRow>(shiftOf(who.id))
      if (on === undefined) return deny('wrong-state', finding('denied.notOnWatch', {}))
      const [open] = await run.query<HandoverRow>(openHandoverOf(who.id))
      if (open !== undefined)
        return deny('wrong-state', finding('denied.handoverBegun', { begunAt: open.body.begunAt }))
      const now = this.clock.now()
      const handover = draftOf({ id: newId(this.clock.ms()), who, shiftId: on.body.id, now })
      await run.query(saveHandover(handover))
      return ok(await this.told({ run, handover, seq, now }))
    })
  }

  async edit({ remarks, returns }: Written, edit: Edit) {
    return this.step(edit, async ({ handover }) => ({
      what: 'edit',
      remarks: remarks ?? handover.remarks,
      returns: returns ?? handover.returns,
    }))
  }

  async sign(edit: Edit): Promise<Result<HandoverTold>> {
    return this.step(edit, async (hand) => ({ what: 'sign', content: await this.content(hand) }))
  }

  async countersign(edit: Edit): Promise<Result<HandoverTold>> {
    return this.step(edit, async (hand) => ({ what: 'countersign', content: await this.content(hand) }))
  }

  async withdraw(edit: Edit): Promise<Result<HandoverTold>> {
    return this.step(edit, async () => ({ what: 'withdraw' }))
  }

  private async step({ id, who, ifMatch }: Edit, action: (hand: InHand) => Promise<HandoverAction>) {
    const result = await this.database.transaction('plain', async (run): Promise<Result<HandoverTold>> => {
      const { seq } = await takenHead(run)
      const [found] = await run.query<HandoverRow>(handoverForChange(id))
      if (found === undefined) return none('handover', id)
      const match = requireMatch(ifMatch, found.body.revision)
      if (!match.ok) return match
      const hand = { run, handover: found.body, seq, now: this.clock.now() }
      const act = await action(hand)
      const next = handoverStep(found.body, act, { by: actorOf(who), now: hand.now })
      if (!next.ok) return { ok: false, failure: failureOf(next.refusal) }
      await this.store({ ...hand, handover: next.handover }, act.what, who)
      return ok(await this.told({ ...hand, handover: next.handover }))
    })
    if (result.ok) this.signal.committed()
    return result
  }

  private async store(hand: InHand, what: HandoverAction['what'], who: Principal): Promise<void> {
    const { run, handover, seq, now } = hand
    const by = actorOf(who)
    if (what === 'countersign') {
      await passOn(run, { handover, to: by, now, base: seq })
      await this.changeWatch(hand, who)
    }
    await run.query(saveHandover(handover))
    const text = wordsOf(handover, what)
    if (text === null) return
    const entry = houseEntry(text, { id: newId(this.clock.ms()), by, now, handoverId: handover.id })
    await run.query(saveLog([entry], now))
  }

  /** A handover ends one watch and begins the next, where that one has not begun already. */
  private async changeWatch({ run, handover, now }: InHand, who: Principal): Promise<void> {
    await endShift(run, handover.from.id, now)
    const [on] = await run.query<ShiftRow>(shiftOf(who.id))
    if (on !== undefined) return
    const id = newId(this.clock.ms())
    await run.query(saveShift(beginning(actorOf(who), { id, now, relieves: handover.from })))
  }

  private async told(hand: InHand): Promise<HandoverTold> {
    return { ...hand.handover, content: hand.handover.content ?? (await this.content(hand)) }
  }

  private async content({ run, handover, seq, now }: InHand): Promise<HandoverContent> {
    const [shift] = await run.query<ShiftRow>(shiftById(handover.shiftId))
    const since = shift?.body.beganAt ?? handover.begunAt
    return contentNow(run, { officer: handover.from, since, now, seq })
  }
}

function draftOf({ id, who, shiftId, now }: { id: string; who: Principal; shiftId: string; now: Instant }): Handover {
  return {
    ...{ id, revision: 1, state: 'draft', from: actorOf(who), shiftId, begunAt: now, remarks: '', returns: [] },
    ...{ content: null, signedAt: null, to: null, countersignedAt: null, withdrawnAt: null },
  }
}

function listed({ content: _content, ...handover }: Handover): HandoverListed {
  return handover
}

function wordsOf({ from, to }: Handover, what: HandoverAction['what']): string | null {
  switch (what) {
    case 'edit':
      return null
    case 'sign':
      return say('shift.signed', { officer: from.name })
    case 'countersign':
      return say('shift.countersigned', { officer: to?.name ?? '', relieved: from.name })
    case 'withdraw':
      return say('shift.withdrawn', { officer: from.name })
  }
}

/** What speaks against a step, as a problem document tells it: which alerts lack a note, by their ids. */
function failureOf(refusal: HandoverRefusal): Failure {
  switch (refusal.code) {
    case 'wrong-state':
      return told('wrong-state', refusal.why)
    case 'not-yours':
      return told('not-allowed', refusal.why)
    case 'notes-missing':
      return {
        ...told('notes-missing', refusal.why),
        errors: refusal.alertIds.map((id) => faultAt(`alerts.${id}`, finding('denied.needsNote', {}))),
      }
  }
}
