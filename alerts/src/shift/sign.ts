import type { Actor } from '../alert/life.js'
import type { Instant } from '../model.js'
import { finding, type Finding } from '../tell/finding.js'
import { withoutNote } from './draft.js'
import type { Handover, HandoverContent, HandoverState } from './handover.js'

/** What may be done to a handover. */
export type HandoverAction =
  | { readonly what: 'edit'; readonly remarks: string; readonly returns: readonly string[] }
  | { readonly what: 'sign'; readonly content: HandoverContent }
  /** `content`: as it is now, for what came to the outgoing officer since. */
  | { readonly what: 'countersign'; readonly content: HandoverContent }
  | { readonly what: 'withdraw' }

/** Why it was refused; `alertIds` are those that lack a note. */
export type HandoverRefusal =
  | { readonly code: 'wrong-state' | 'not-yours'; readonly why: Finding }
  | { readonly code: 'notes-missing'; readonly why: Finding; readonly alertIds: readonly string[] }

export type HandoverStep =
  { readonly ok: true; readonly handover: Handover } | { readonly ok: false; readonly refusal: HandoverRefusal }

/** In which states each thing may be done, and where it leads. */
const life: Readonly<
  Record<HandoverAction['what'], { readonly in: readonly HandoverState[]; readonly to: HandoverState | null }>
> = {
  edit: { in: ['draft'], to: null },
  sign: { in: ['draft'], to: 'signed' },
  countersign: { in: ['signed'], to: 'done' },
  withdraw: { in: ['draft', 'signed'], to: 'withdrawn' },
}

/** Takes one step with a handover. The outgoing officer writes, signs and withdraws it; another one countersigns. */
export function handoverStep(
  handover: Handover,
  action: HandoverAction,
  { by, now }: { readonly by: Actor; readonly now: Instant },
): HandoverStep {
  const refusal = objection(handover, action, by)
  if (refusal !== null) return { ok: false, refusal }
  const state = life[action.what].to ?? handover.state
  const revision = handover.revision + 1
  return { ok: true, handover: { ...handover, ...changeOf(action, by, now), state, revision } }
}

function objection(handover: Handover, action: HandoverAction, by: Actor): HandoverRefusal | null {
  const isOwn = handover.from.id === by.id
  if (!life[action.what].in.includes(handover.state)) return { code: 'wrong-state', why: standing(handover) }
  if (action.what === 'countersign' && isOwn) return { code: 'not-yours', why: finding('denied.handoverSelf', {}) }
  if (action.what !== 'countersign' && !isOwn)
    return { code: 'not-yours', why: finding('denied.handoverOf', { by: handover.from.name }) }
  return action.what === 'sign' || action.what === 'countersign' ? missing(action.content, handover) : null
}

function missing(content: HandoverContent, { from }: Handover): HandoverRefusal | null {
  const alerts = withoutNote(content)
  if (alerts.length === 0) return null
  // Several rules may have told of one incident: it is named once.
  const list = [...new Set(alerts.map((it) => it.incidentTitle))].join('; ')
  return {
    code: 'notes-missing',
    why: finding('denied.handoverNotes', { by: from.name, list }),
    alertIds: alerts.map(({ id }) => id),
  }
}

/** Who was faster, where somebody was. */
function standing({ state, from, to, signedAt, countersignedAt, withdrawnAt }: Handover): Finding {
  switch (state) {
    case 'draft':
      return finding('denied.handoverDraft', { by: from.name })
    case 'signed':
      return finding('denied.handoverSigned', { by: from.name, signedAt: signedAt ?? '' })
    case 'done':
      return finding('denied.handoverDone', { by: to?.name ?? 'Somebody', countersignedAt: countersignedAt ?? '' })
    case 'withdrawn':
      return finding('denied.handoverWithdrawn', { by: from.name, withdrawnAt: withdrawnAt ?? '' })
  }
}

function changeOf(action: HandoverAction, by: Actor, now: Instant): Partial<Handover> {
  switch (action.what) {
    case 'edit':
      return { remarks: action.remarks, returns: action.returns }
    case 'sign':
      return { content: action.content, signedAt: now }
    case 'countersign':
      return { to: { id: by.id, name: by.name }, countersignedAt: now }
    case 'withdraw':
      return { withdrawnAt: now }
  }
}
