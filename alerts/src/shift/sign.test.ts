import { describe, expect, it } from 'vitest'
import { freshAlert } from '../example.js'
import type { Alert } from '../model.js'
import { draftHandover } from './draft.js'
import { handoverStates, type Handover, type HandoverState } from './handover.js'
import { handoverStep, type HandoverAction } from './sign.js'

const dana = { id: 'a1', name: 'dana' }
const omar = { id: 'a2', name: 'omar' }
const now = '2021-11-09T06:00:00.000Z'
const anAlert = (change: Partial<Alert>): Alert => ({ ...freshAlert, ...change })
const contentOf = (alerts: Parameters<typeof draftHandover>[0]['alerts']) =>
  draftHandover({
    ...{
      officer: dana,
      since: now,
      now,
      seq: 7,
      alerts,
      escalations: new Map(),
      shelvedBy: {},
      incidents: [],
      feeds: [],
      silences: [],
      notes: [],
    },
  })
const content = contentOf([])
const draft: Handover = {
  ...{ id: 'h1', revision: 1, state: 'draft', from: dana, shiftId: 's1', begunAt: now, remarks: '', returns: [] },
  ...{ content: null, signedAt: null, to: null, countersignedAt: null, withdrawnAt: null },
}
const actions = {
  edit: { what: 'edit', remarks: 'Quiet', returns: ['x1'] },
  sign: { what: 'sign', content },
  countersign: { what: 'countersign', content },
  withdraw: { what: 'withdraw' },
} as const satisfies Record<HandoverAction['what'], HandoverAction>

/** Written by hand: where each thing leads, by whoever has to do it. */
const leads: Readonly<Record<HandoverState, Partial<Record<HandoverAction['what'], HandoverState>>>> = {
  draft: { edit: 'draft', sign: 'signed', withdraw: 'withdrawn' },
  signed: { countersign: 'done', withdraw: 'withdrawn' },
  done: {},
  withdrawn: {},
}
const rows = handoverStates.flatMap((state) => Object.values(actions).map((action) => ({ state, action })))

describe('a handover', () => {
  it.each(rows)('that is $state may be $action.what as the table says', ({ state, action }) => {
    const by = action.what === 'countersign' ? omar : dana
    const next = handoverStep({ ...draft, state }, action, { by, now })
    const expected = leads[state][action.what]
    expect(next.ok ? next.handover.state : next.refusal.code).toBe(expected ?? 'wrong-state')
    if (next.ok) expect(next.handover.revision).toBe(2)
  })

  it.each(rows)('that is $state is not $action.what by the wrong officer', ({ state, action }) => {
    const by = action.what === 'countersign' ? dana : omar
    const next = handoverStep({ ...draft, state }, action, { by, now })
    expect(next.ok ? 'taken' : next.refusal.code).toBe(leads[state][action.what] ? 'not-yours' : 'wrong-state')
  })

  it('names an incident once where two rules told of it, and every alert of it by its id', () => {
    const of = (id: string, incidentTitle: string) =>
      anAlert({ id, incidentTitle, ownerId: 'a1', severity: 'extreme', note: null })
    const content = contentOf([of('x1', 'Shots'), of('x2', 'Shots'), of('x3', 'Fire')])
    const step = handoverStep(draft, { what: 'sign', content }, { by: dana, now })
    expect(step).toMatchObject({ refusal: { why: { values: { list: 'Shots; Fire' } }, alertIds: ['x1', 'x2', 'x3'] } })
  })

  it('is signed and countersigned by nobody while an urgent alert has no note, and names it', () => {
    const own = anAlert({ id: 'x1', ownerId: 'a1', severity: 'extreme', note: null, state: 'acknowledged' })
    const bare = contentOf([own])
    const refusal = { code: 'notes-missing', alertIds: ['x1'] }
    expect(handoverStep(draft, { what: 'sign', content: bare }, { by: dana, now })).toMatchObject({
      ok: false,
      refusal,
    })
    const signed = { ...draft, state: 'signed' } as const
    const step = handoverStep(signed, { what: 'countersign', content: bare }, { by: omar, now })
    expect(step).toMatchObject({ ok: false, refusal })
    const noted = contentOf([{ ...own, note: 'Patrol sent' }])
    expect(handoverStep(draft, { what: 'sign', content: noted }, { by: dana, now })).toMatchObject({
      ok: true,
      handover: { content: noted, signedAt: now },
    })
  })

  it('tells whoever comes second who has taken over', () => {
    const done = { ...draft, state: 'done', to: omar, countersignedAt: now } as const
    const step = handoverStep(done, actions.countersign, { by: { id: 'a3', name: 'rana' }, now })
    expect(step).toMatchObject({ ok: false, refusal: { why: { code: 'denied.handoverDone', values: { by: 'omar' } } } })
  })
})
