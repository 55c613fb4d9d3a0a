import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freshAlert } from '../example.js'
import { alertStates, dispositions } from '../model.js'
import type { Alert, AlertState, EscalationContent } from '../model.js'
import type { Actor, AlertAction } from './life.js'
import { step } from './life.js'

const dana: Actor = { id: 'a-1', name: 'dana' }
const omar: Actor = { id: 'a-2', name: 'omar' }
const now = '2021-11-08T20:20:00.000Z'
const later = '2021-11-08T22:00:00.000Z'

/** Tells omar after ten minutes, then the room; an acknowledgement holds for an hour. */
const escalation: EscalationContent = {
  name: 'Night',
  steps: [
    { afterMinutes: 10, tells: [{ kind: 'account', id: 'a-2' }] },
    { afterMinutes: 20, tells: [{ kind: 'room' }] },
  ],
  repeats: 0,
  acknowledgements: 1,
  lapseMinutes: 60,
}
const pair: EscalationContent = { ...escalation, acknowledgements: 2 }
/** Late enough for whatever may be due. */
const muchLater = '2021-11-09T08:00:00.000Z'

const acknowledge: AlertAction = { what: 'acknowledge' }
const shelve: AlertAction = { what: 'shelve', until: later, atRevision: null }
const close: AlertAction = { what: 'close', disposition: 'acted on', note: null }
const duplicate: AlertAction = { what: 'close', disposition: 'duplicate', note: null }

/** The alert after actions that are all accepted. */
function after(actions: readonly AlertAction[], by = dana): Alert {
  return actions.reduce((alert, action) => {
    const done = step(alert, action, { by, now })
    if (!done.ok) throw new Error(done.message)
    return done.alert
  }, freshAlert)
}

const byState: Readonly<Record<AlertState, Alert>> = {
  new: freshAlert,
  acknowledged: after([acknowledge]),
  shelved: after([shelve]),
  closed: after([acknowledge, close]),
}

const actions: readonly AlertAction[] = [
  acknowledge,
  { what: 'assign', to: omar },
  shelve,
  { what: 'return', because: 'by hand' },
  duplicate,
  { what: 'reopen' },
  { what: 'note', note: 'Called the site.' },
  { what: 'release' },
  { what: 'lapse' },
  { what: 'escalate', step: 1, calls: [omar] },
  { what: 'clear', because: 'refuted' },
  { what: 'recur' },
]

const table: Readonly<Record<AlertState, Readonly<Record<AlertAction['what'], string>>>> = {
  new: {
    acknowledge: 'acknowledged',
    assign: 'new',
    shelve: 'shelved',
    return: 'wrong-state',
    close: 'closed',
    reopen: 'wrong-state',
    note: 'new',
    release: 'not-held',
    lapse: 'wrong-state',
    escalate: 'new',
    clear: 'new',
    recur: 'wrong-state',
  },
  acknowledged: {
    acknowledge: 'already-acknowledged',
    assign: 'acknowledged',
    shelve: 'shelved',
    return: 'wrong-state',
    close: 'closed',
    reopen: 'wrong-state',
    note: 'acknowledged',
    release: 'new',
    lapse: 'new',
    escalate: 'wrong-state',
    clear: 'acknowledged',
    recur: 'wrong-state',
  },
  shelved: {
    acknowledge: 'acknowledged',
    assign: 'shelved',
    shelve: 'shelved',
    return: 'new',
    close: 'closed',
    reopen: 'wrong-state',
    note: 'shelved',
    release: 'not-held',
    lapse: 'wrong-state',
    escalate: 'wrong-state',
    clear: 'shelved',
    recur: 'wrong-state',
  },
  closed: {
    acknowledge: 'wrong-state',
    assign: 'wrong-state',
    shelve: 'wrong-state',
    return: 'wrong-state',
    close: 'wrong-state',
    reopen: 'acknowledged',
    note: 'closed',
    release: 'wrong-state',
    lapse: 'wrong-state',
    escalate: 'wrong-state',
    clear: 'closed',
    recur: 'wrong-state',
  },
}

const cases = alertStates.flatMap((state) =>
  actions.map((action) => ({ state, action, result: table[state][action.what] })),
)

/** The timers of the house act when they are due. */
const at = ({ what }: AlertAction) => (what === 'lapse' || what === 'escalate' ? muchLater : now)

describe('step, for each state and action', () => {
  it.each(cases)('takes $state by $action.what to $result', ({ state, action, result }) => {
    const done = step(byState[state], action, { by: omar, now: at(action), escalation })
    expect(done.ok ? done.alert.state : done.code).toBe(result)
  })

  it.each(cases)('records $action.what in $state as the next revision, or nothing at all', ({ state, action }) => {
    const before = byState[state]
    const done = step(before, action, { by: omar, now: at(action), escalation })
    if (!done.ok) return expect(done.message.length).toBeGreaterThan(5)
    const revision = before.revision + 1
    expect(done.alert).toMatchObject({ id: before.id, revision, seq: before.seq })
    expect(done.event).toMatchObject({ alertId: before.id, revision, at: at(action), by: 'omar' })
  })
})

describe('acknowledge', () => {
  it('makes the actor the owner where there is none', () => {
    const expected = { acknowledgedAt: now, acknowledgedBy: 'dana', ownerId: 'a-1', ownerName: 'dana' }
    expect(after([acknowledge])).toMatchObject(expected)
  })

  it('leaves the owner whom somebody assigned', () => {
    expect(after([{ what: 'assign', to: omar }, acknowledge])).toMatchObject({
      acknowledgedBy: 'dana',
      ownerName: 'omar',
    })
  })

  it.each([dana, omar])('is refused a second time, to $name as well, saying by whom and when', (actor) => {
    const done = step(after([acknowledge]), acknowledge, { by: actor, now: later })
    expect(done).toMatchObject({
      ...{ ok: false, code: 'already-acknowledged', message: 'dana acknowledged it at 20:20Z.' },
      finding: { code: 'alert.acknowledgedBy', values: { by: 'dana' } },
    })
  })

  it('takes an unacknowledged alert off the shelf', () => {
    expect(after([shelve, acknowledge])).toMatchObject({ state: 'acknowledged', shelvedUntil: null })
  })
})

describe('where two have to acknowledge', () => {
  const first = step(freshAlert, acknowledge, { by: dana, now, escalation: pair })

  it('the first one takes it, and it waits on for the second', () => {
    expect(first).toMatchObject({
      alert: { state: 'new', acknowledgedAt: null, ownerName: 'dana', acknowledgements: [{ by: 'dana', at: now }] },
      event: { what: 'acknowledged', detail: '1' },
    })
  })

  it('the same person cannot be both', () => {
    if (!first.ok) return expect.unreachable()
    expect(step(first.alert, acknowledge, { by: dana, now: later, escalation: pair })).toMatchObject({
      code: 'already-acknowledged',
      message: 'You acknowledged it at 20:20Z; somebody else has to as well.',
    })
  })

  it('somebody else makes it acknowledged', () => {
    if (!first.ok) return expect.unreachable()
    expect(step(first.alert, acknowledge, { by: omar, now: later, escalation: pair })).toMatchObject({
      alert: { state: 'acknowledged', acknowledgedAt: later, acknowledgedBy: 'omar', ownerName: 'dana' },
    })
  })

  it('the one who has is enough once two are asked for no more', () => {
    if (!first.ok) return expect.unreachable()
    expect(step(first.alert, acknowledge, { by: dana, now: later, escalation })).toMatchObject({
      alert: { state: 'acknowledged', acknowledgements: [{ by: 'dana' }] },
    })
  })
})

describe('release', () => {
  it('makes an alert new again, as if nobody had taken it, and its escalation begins anew', () => {
    const escalated = step(
      freshAlert,
      { what: 'escalate', step: 1, calls: [omar] },
      { by: dana, now: later, escalation },
    )
    if (!escalated.ok) return expect.unreachable()
    const taken = step(escalated.alert, acknowledge, { by: dana, now: later })
    if (!taken.ok) return expect.unreachable()
    expect(step(taken.alert, { what: 'release' }, { by: dana, now: muchLater })).toMatchObject({
      alert: {
        ...{ state: 'new', ownerId: null, acknowledgedAt: null, acknowledgements: [] },
        ...{ returnedAt: muchLater, escalatedSteps: 0, escalatedAt: null, called: [] },
      },
      event: { what: 'released' },
    })
  })
})

describe('what the house does', () => {
  it('is no doing of a person: an acknowledgement expires by the last of those', () => {
    const noted = step(byState.acknowledged, { what: 'note', note: 'On it.' }, { by: dana, now: later })
    if (!noted.ok) return expect.unreachable()
    const cleared = step(
      noted.alert,
      { what: 'clear', because: 'refuted' },
      { by: dana, now: '2021-11-08T22:30:00.000Z' },
    )
    if (!cleared.ok) return expect.unreachable()
    const lapse = (now: string) => step(cleared.alert, { what: 'lapse' }, { by: dana, now, escalation })
    expect(lapse('2021-11-08T22:59:59.999Z')).toMatchObject({ code: 'not-due' })
    expect(lapse('2021-11-08T23:00:00.000Z')).toMatchObject({ alert: { state: 'new', ownerId: null } })
  })

  it('escalates once for each step, however often the timer asks', () => {
    const first: AlertAction = { what: 'escalate', step: 1, calls: [omar] }
    const done = step(freshAlert, first, { by: dana, now: later, escalation })
    if (!done.ok) return expect.unreachable()
    expect(done).toMatchObject({
      alert: { state: 'new', escalatedSteps: 1, called: ['a-2'] },
      event: { detail: '1: omar' },
    })
    expect(step(done.alert, first, { by: dana, now: muchLater, escalation })).toMatchObject({ code: 'not-due' })
  })

  it('clears without closing: it waits for a first look, and may hold again', () => {
    const cleared = step(freshAlert, { what: 'clear', because: 'refuted' }, { by: dana, now })
    if (!cleared.ok) return expect.unreachable()
    expect(cleared.alert).toMatchObject({ state: 'new', clearedAt: now, clearedBecause: 'refuted' })
    expect(step(cleared.alert, { what: 'recur' }, { by: dana, now: later })).toMatchObject({
      alert: { clearedAt: null, clearedBecause: null },
      event: { what: 'recurred', detail: 'refuted' },
    })
  })
})

describe('assign', () => {
  it('names the new owner', () => {
    const done = step(after([acknowledge]), { what: 'assign', to: omar }, { by: dana, now })
    expect(done).toMatchObject({
      alert: { ownerId: 'a-2', ownerName: 'omar' },
      event: { what: 'assigned', detail: 'omar' },
    })
  })

  it('is refused to whoever has it already', () => {
    expect(step(after([acknowledge]), { what: 'assign', to: dana }, { by: omar, now })).toMatchObject({
      code: 'already-assigned',
    })
  })
})

describe('shelve', () => {
  it.each([
    ['a moment ahead', '2021-11-08T20:20:00.001Z', 'shelved'],
    ['seven days ahead', '2021-11-15T20:20:00.000Z', 'shelved'],
    ['in another offset', '2021-11-09T00:00:00+03:00', 'shelved'],
    ['now', now, 'shelve-time'],
    ['in the past', '2021-11-08T20:19:59.999Z', 'shelve-time'],
    ['beyond seven days', '2021-11-15T20:20:00.001Z', 'shelve-time'],
    ['without an offset', '2021-11-08T22:00', 'shelve-time'],
    ['no time', 'tonight', 'shelve-time'],
  ])('until %s', (_title, until, result) => {
    const done = step(freshAlert, { what: 'shelve', until, atRevision: null }, { by: dana, now })
    expect(done.ok ? done.alert.state : done.code).toBe(result)
  })

  it('until the incident changes still ends after seven days, so that nothing is lost', () => {
    const done = step(freshAlert, { what: 'shelve', until: null, atRevision: 3 }, { by: dana, now })
    expect(done).toMatchObject({
      alert: { shelvedAtRevision: 3, shelvedUntil: '2021-11-15T20:20:00.000Z' },
      event: { detail: 'revision 3' },
    })
  })

  it('keeps the time as an instant in UTC', () => {
    const done = step(
      freshAlert,
      { what: 'shelve', until: '2021-11-09T01:00+03:00', atRevision: null },
      { by: dana, now },
    )
    expect(done).toMatchObject({ alert: { shelvedUntil: later }, event: { what: 'shelved', detail: later } })
  })
})

describe('return', () => {
  const back: AlertAction = { what: 'return', because: 'by hand' }

  it('goes back to where it was before', () => {
    expect(after([shelve, back])).toMatchObject({ state: 'new', shelvedUntil: null })
    expect(after([acknowledge, shelve, back])).toMatchObject({ state: 'acknowledged', shelvedUntil: null })
  })

  it('by the timer waits for the time that holds now', () => {
    const due: AlertAction = { what: 'return', because: 'due' }
    expect(step(byState.shelved, due, { by: dana, now: '2021-11-08T21:59:59.999Z' })).toMatchObject({
      ok: false,
      code: 'not-due',
    })
    expect(step(byState.shelved, due, { by: dana, now: later })).toMatchObject({
      ok: true,
      event: { what: 'returned', detail: 'due' },
    })
  })
})

describe('close', () => {
  it('needs a disposition', () => {
    const action: AlertAction = { what: 'close', disposition: null, note: null }
    expect(step(byState.acknowledged, action, { by: dana, now })).toMatchObject({
      ok: false,
      code: 'disposition-needed',
    })
  })

  it.each([
    ['acted on', 'acknowledge-first'],
    ['no impact', 'acknowledge-first'],
    ['duplicate', 'closed'],
    ['false positive', 'closed'],
    ['exercise', 'closed'],
  ] as const)('of an unacknowledged alert as %s gives %s, shelved or not', (disposition, result) => {
    for (const alert of [freshAlert, byState.shelved]) {
      const done = step(alert, { what: 'close', disposition, note: null }, { by: dana, now })
      expect(done.ok ? done.alert.state : done.code).toBe(result)
    }
  })

  it('keeps how, by whom, when, and the note', () => {
    const action: AlertAction = { what: 'close', disposition: 'no impact', note: 'Convoy had left.' }
    const done = step(byState.acknowledged, action, { by: omar, now: later })
    const alert = { closedAt: later, closedBy: 'omar', disposition: 'no impact', note: 'Convoy had left.' }
    expect(done).toMatchObject({ alert, event: { what: 'closed', detail: 'no impact: Convoy had left.' } })
  })

  it('without a note leaves the latest one', () => {
    expect(after([{ what: 'note', note: 'Called.' }, duplicate]).note).toBe('Called.')
  })

  it('says who closed it to whoever comes later', () => {
    const done = step(byState.closed, acknowledge, { by: omar, now: '2021-11-09T08:00:00.000Z' })
    const message = 'The alert is closed: dana closed it at 2021-11-08 20:20Z; reopen it first.'
    expect(done).toMatchObject({ ok: false, code: 'wrong-state', message, finding: { code: 'alert.isClosed' } })
  })
})

describe('reopen', () => {
  it('goes back to where it was, and forgets how it ended', () => {
    const expected = { closedAt: null, closedBy: null, disposition: null }
    expect(after([acknowledge, close, { what: 'reopen' }])).toMatchObject({
      state: 'acknowledged',
      ownerName: 'dana',
      ...expected,
    })
    expect(after([duplicate, { what: 'reopen' }])).toMatchObject({ state: 'new', ...expected })
  })
})

describe('note', () => {
  it('may be added to a closed alert', () => {
    expect(after([duplicate, { what: 'note', note: 'See the other.' }])).toMatchObject({
      state: 'closed',
      note: 'See the other.',
    })
  })

  it('is refused when empty', () => {
    expect(step(freshAlert, { what: 'note', note: ' ' }, { by: dana, now })).toMatchObject({
      ok: false,
      code: 'note-empty',
    })
  })
})

describe('a refusal', () => {
  const refused: readonly (readonly [Alert, AlertAction, string])[] = [
    [
      freshAlert,
      { what: 'shelve', until: now, atRevision: null },
      `Expected a time after now (${now}) and at most 7 days ahead, got ${now}.`,
    ],
    [
      freshAlert,
      close,
      'Acknowledge it before closing it as "acted on"; duplicate, false positive, exercise need no response.',
    ],
    [byState.acknowledged, { what: 'assign', to: dana }, 'dana already has it.'],
    [freshAlert, { what: 'reopen' }, 'The alert is new: only a closed one can be reopened.'],
    [freshAlert, { what: 'return', because: 'by hand' }, 'The alert is new: only a shelved one can be returned.'],
  ]
  it.each(refused)('says why, with the values (%#)', (alert, action, message) => {
    expect(step(alert, action, { by: omar, now })).toMatchObject({ ok: false, message })
  })
})

describe('any sequence of actions', () => {
  const actor = fc.constantFrom(dana, omar)
  const action: fc.Arbitrary<AlertAction> = fc.oneof(
    fc.constant(acknowledge),
    fc.record({ what: fc.constant('assign' as const), to: actor }),
    fc.record({
      what: fc.constant('shelve' as const),
      until: fc.constantFrom(later, now, null, '2021-11-12T00:00:00.000Z'),
      atRevision: fc.constantFrom(null, 1, 2),
    }),
    fc.constantFrom<AlertAction>({ what: 'release' }, { what: 'lapse' }, { what: 'recur' }),
    fc.record({ what: fc.constant('escalate' as const), step: fc.constantFrom(1, 2, 3), calls: fc.constant([omar]) }),
    fc.record({ what: fc.constant('clear' as const), because: fc.constantFrom('refuted', 'place') }),
    fc.record({ what: fc.constant('return' as const), because: fc.constantFrom('due', 'by hand', 'incident changed') }),
    fc.record({
      what: fc.constant('close' as const),
      disposition: fc.option(fc.constantFrom(...dispositions)),
      note: fc.option(fc.string()),
    }),
    fc.constant<AlertAction>({ what: 'reopen' }),
    fc.record({ what: fc.constant('note' as const), note: fc.string() }),
  )
  const sequence = fc.array(fc.record({ action, by: actor, at: fc.constantFrom(now, later, muchLater) }), {
    maxLength: 30,
  })

  it('never loses an alert, and leaves closed by reopening alone', () => {
    fc.assert(
      fc.property(sequence, (steps) => {
        steps.reduce((alert, { action, by, at }) => {
          const done = step(alert, action, { by, now: at, escalation })
          if (!done.ok) return alert
          expect(alertStates).toContain(done.alert.state)
          expect(done.alert).toMatchObject({
            id: freshAlert.id,
            raisedAt: freshAlert.raisedAt,
            revision: alert.revision + 1,
          })
          if (alert.state === 'closed' && done.alert.state !== 'closed') expect(action.what).toBe('reopen')
          return done.alert
        }, freshAlert)
      }),
      { numRuns: 2_000 },
    )
  })

  it('keeps what an alert says about itself in step with its state', () => {
    fc.assert(
      fc.property(sequence, (steps) => {
        const end = steps.reduce((alert, { action, by, at }) => {
          const done = step(alert, action, { by, now: at, escalation })
          return done.ok ? done.alert : alert
        }, freshAlert)
        expect(end.shelvedUntil !== null).toBe(end.state === 'shelved')
        expect(end.closedAt !== null).toBe(end.state === 'closed')
        expect(end.disposition !== null).toBe(end.state === 'closed')
        if (end.state === 'acknowledged') expect(end.acknowledgedBy).not.toBeNull()
        if (end.state === 'new') expect(end.acknowledgedBy).toBeNull()
        if (end.state !== 'shelved') expect(end.shelvedAtRevision).toBeNull()
        expect(end.clearedAt === null).toBe(end.clearedBecause === null)
        expect(end.escalatedAt === null).toBe(end.escalatedSteps === 0)
        if (end.acknowledgedAt !== null) expect(end.ownerId).not.toBeNull()
      }),
      { numRuns: 2_000 },
    )
  })
})
