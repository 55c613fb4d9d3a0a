import { type Finding, faultAt, finding } from '@cordon/alerts'
import { Inject, Injectable } from '@nestjs/common'
import type { Escalation, EscalationContent, RotationContent } from '@cordon/alerts'
import {
  dutiesOf,
  dutyForChange,
  peopleById,
  peopleWhoAct,
  rotationsById,
  saveDuty,
  usesOfDuty,
  type Database,
  type DutyBodies,
  type DutyKind,
  type Runner,
} from '@cordon/db'
import type { Principal } from '../access/principal.js'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { DATABASE, takenHead } from '../platform/database.js'
import { requireMatch } from '../platform/etag.js'
import { newId } from '../platform/id.js'
import { deny, none, ok, wrong, type Result } from '../platform/result.js'
import type { FieldError, Person } from '../wire/index.js'
import { resetDue } from './reset-due.js'

interface Contents {
  readonly escalation: EscalationContent
  readonly rotation: RotationContent
}

interface Edit {
  readonly id: string
  readonly who: Principal
  readonly ifMatch: string | null
}

interface Uses {
  readonly rules: number
  readonly escalations: number
}

/** Escalations and rotations, in versions. Open alerts follow a change at once. */
@Injectable()
export class DutyService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(ChangeSignal) private readonly signal: ChangeSignal,
  ) {}

  people(): Promise<readonly Person[]> {
    return this.database.query<Person>(peopleWhoAct())
  }

  async list<K extends DutyKind>(kind: K): Promise<readonly DutyBodies[K][]> {
    const rows = await this.database.query<{ body: DutyBodies[K] }>(dutiesOf(kind))
    return rows.map(({ body }) => body)
  }

  create<K extends DutyKind>(kind: K, content: Contents[K], who: Principal): Promise<Result<DutyBodies[K]>> {
    const born = { id: newId(this.clock.ms()), version: 1, seq: 0 }
    return this.writing(async (run) => this.store(kind, { content, born, who }, run))
  }

  change<K extends DutyKind>(kind: K, content: Contents[K], edit: Edit): Promise<Result<DutyBodies[K]>> {
    return this.writing(async (run) => {
      const known = await this.known(kind, edit, run)
      if (!known.ok) return known
      const { id, version, seq } = known.value
      return this.store(kind, { content, born: { id, version: version + 1, seq }, who: edit.who }, run)
    })
  }

  /** Takes one off the list; what it said stays in its versions. */
  remove<K extends DutyKind>(kind: K, edit: Edit): Promise<Result<DutyBodies[K]>> {
    return this.writing(async (run) => {
      const known = await this.known(kind, edit, run)
      if (!known.ok) return known
      const [uses] = await run.query<Uses>(usesOfDuty(edit.id))
      const users = (uses?.rules ?? 0) + (uses?.escalations ?? 0)
      if (users > 0) return deny('wrong-state', inUse(known.value.name, uses))
      const { id, version, seq } = known.value
      const born = { id, version: version + 1, seq, recordedAt: this.clock.now(), recordedBy: edit.who.name }
      const body = made[kind](known.value, born)
      await run.query(saveDuty(kind, body, true))
      return ok(body)
    })
  }

  private async known<K extends DutyKind>(kind: K, { id, ifMatch }: Edit, run: Runner): Promise<Result<DutyBodies[K]>> {
    const [row] = await run.query<{ body: DutyBodies[K] }>(dutyForChange(kind, id))
    if (row === undefined) return none(kind, id)
    const match = requireMatch(ifMatch, row.body.version)
    return match.ok ? ok(row.body) : match
  }

  private async store<K extends DutyKind>(kind: K, draft: Draft<K>, run: Runner): Promise<Result<DutyBodies[K]>> {
    const { content, who } = draft
    const errors = await unknownIn(content, run)
    if (errors.length > 0) return wrong(...errors)
    const born = { ...draft.born, recordedAt: this.clock.now(), recordedBy: who.name }
    const body = made[kind](content, born)
    const [row] = await run.query<{ seq: number }>(saveDuty(kind, body))
    if ('steps' in body) await resetDue({ escalationId: body.id }, body, run)
    return ok(made[kind](content, { ...born, seq: row?.seq ?? 0 }))
  }

  private async writing<T>(work: (run: Runner) => Promise<Result<T>>): Promise<Result<T>> {
    const result = await this.database.transaction('plain', async (run) => {
      await takenHead(run)
      return work(run)
    })
    if (result.ok) this.signal.committed()
    return result
  }
}

type Born = Omit<Escalation, keyof EscalationContent>

/** A thing of each kind from what is said of it. */
const made: { readonly [K in DutyKind]: (content: Contents[K], born: Born) => DutyBodies[K] } = {
  escalation: (content, born) => ({ ...content, ...born }),
  rotation: (content, born) => ({ ...content, ...born }),
}

interface Draft<K extends DutyKind> {
  readonly content: Contents[K]
  readonly born: { readonly id: string; readonly version: number; readonly seq: number }
  readonly who: Principal
}

function inUse(name: string, uses: Uses | undefined): Finding {
  const [rulesCount, escalationsCount] = [uses?.rules ?? 0, uses?.escalations ?? 0]
  return finding('denied.dutyUsed', { name, rulesCount, escalationsCount })
}

/** What a content names that is not there, by its path. */
async function unknownIn(content: EscalationContent | RotationContent, run: Runner): Promise<readonly FieldError[]> {
  const named = 'steps' in content ? namedInSteps(content) : namedInTurns(content)
  const people = await idsIn(named, 'account', (ids) => run.query<{ id: string }>(peopleById(ids)))
  const rotations = await idsIn(named, 'rotation', async (ids) => {
    const rows = await run.query<{ body: { id: string } }>(rotationsById(ids))
    return rows.map(({ body }) => body)
  })
  const known = { account: people, rotation: rotations }
  const missing = { account: 'asked.acting', rotation: 'asked.rotation' } as const
  return named.flatMap(({ kind, id, path }) =>
    known[kind].has(id) ? [] : [faultAt(path, finding(missing[kind], { got: id }))],
  )
}

interface Named {
  readonly kind: 'account' | 'rotation'
  readonly id: string
  readonly path: string
}

async function idsIn(
  named: readonly Named[],
  kind: Named['kind'],
  find: (ids: readonly string[]) => Promise<readonly { readonly id: string }[]>,
): Promise<ReadonlySet<string>> {
  const ids = named.filter((it) => it.kind === kind).map(({ id }) => id)
  return new Set(ids.length === 0 ? [] : (await find([...new Set(ids)])).map(({ id }) => id))
}

function namedInSteps({ steps }: EscalationContent): readonly Named[] {
  return steps.flatMap(({ tells }, step) =>
    tells.flatMap((target, at) =>
      target.kind === 'room' ? [] : [{ kind: target.kind, id: target.id, path: `steps[${step}].tells[${at}].id` }],
    ),
  )
}

function namedInTurns({ members, overrides }: RotationContent): readonly Named[] {
  return [
    ...members.map((id, at) => ({ kind: 'account', id, path: `members[${at}]` }) as const),
    ...overrides.map(({ accountId: id }, at) => ({ kind: 'account', id, path: `overrides[${at}].accountId` }) as const),
  ]
}
