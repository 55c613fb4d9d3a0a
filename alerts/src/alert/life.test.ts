import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { freshAlert } from '../example.js'
import { alertStates, dispositions } from '../model.js'
import type { Alert, AlertState } from '../model.js'
import type { Actor, AlertAction } from './life.js'
import { step } from './life.js'

const dana: Actor = { id: 'a-1', name: 'dana' }
const omar: Actor = { id: 'a-2', name: 'omar' }
const now = '2021-11-08T20:20:00.000Z'
const later = '2021-11-08T22:00:00.000Z'

const acknowledge: AlertAction = { what: 'acknowledge' }
const shelve: AlertAction = { what: 'shelve', until: later }
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
  },
  acknowledged: {
    acknowledge: 'already-acknowledged',
    assign: 'acknowledged',
    shelve: 'shelved',
    return: 'wrong-state',
    close: 'closed',
    reopen: 'wrong-state',
    note: 'acknowledged',
  },
  shelved: {
    acknowledge: 'acknowledged',
    assign: 'shelved',
    shelve: 'shelved',
    return: 'new',
    close: 'closed',
    reopen: 'wrong-state',
    note: 'shelved',
  },
  closed: {
    acknowledge: 'wrong-state',
    assign: 'wrong-state',
    shelve: 'wrong-state',
    return: 'wrong-state',
    close: 'wrong-state',
    reopen: 'acknowledged',
    note: 'closed',
  },
}

const cases = alertStates.flatMap((state) =>
  actions.map((action) => ({ state, action, result: table[state][action.what] })),
)

describe('step, for each state and action', () => {
  it.each(cases)('takes $state by $action.what to $result', ({ state, action, result }) => {
    const done = step(byState[state], action, { by: omar, now })
    expect(done.ok ? done.alert.state : done.code).toBe(result)
  })

  it.each(cases)('records $action.what in $state as the next revision, or nothing at all', ({ state, action }) => {
    const before = byState[state]
    const done = step(before, action, { by: omar, now })
    if (!done.ok) return expect(done.message.length).toBeGreaterThan(10)
    const revision = before.revision + 1
    expect(done.alert).toMatchObject({ id: before.id, revision, seq: before.seq })
    expect(done.event).toMatchObject({ alertId: before.id, revision, at: now, by: 'omar' })
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
    expect(done).toEqual({ ok: false, code: 'already-acknowledged', message: 'dana acknowledged it at 20:20Z.' })
  })

  it('takes an unacknowledged alert off the shelf', () => {
    expect(after([shelve, acknowledge])).toMatchObject({ state: 'acknowledged', shelvedUntil: null })
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
    const done = step(freshAlert, { what: 'shelve', until }, { by: dana, now })
    expect(done.ok ? done.alert.state : done.code).toBe(result)
  })

  it('keeps the time as an instant in UTC', () => {
    const done = step(freshAlert, { what: 'shelve', until: '2021-11-09T01:00+03:00' }, { by: dana, now })
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
    const message = 'The alert is closed: dana closed it at 2021-11-08 20:20Z; to acknowledge it, reopen it first.'
    expect(done).toEqual({ ok: false, code: 'wrong-state', message })
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
      { what: 'shelve', until: now },
      `Expected a time after now (${now}) and at most 7 days ahead, got ${now}.`,
    ],
    [
      freshAlert,
      close,
      'Acknowledge it before closing it as "acted on"; "duplicate", "false positive", "exercise" need no response.',
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
    fc.record({ what: fc.constant('shelve' as const), until: fc.constantFrom(later, now, '2021-11-12T00:00:00.000Z') }),
    fc.record({ what: fc.constant('return' as const), because: fc.constantFrom('due', 'by hand', 'incident changed') }),
    fc.record({
      what: fc.constant('close' as const),
      disposition: fc.option(fc.constantFrom(...dispositions)),
      note: fc.option(fc.string()),
    }),
    fc.constant<AlertAction>({ what: 'reopen' }),
    fc.record({ what: fc.constant('note' as const), note: fc.string() }),
  )
  const sequence = fc.array(fc.record({ action, by: actor, at: fc.constantFrom(now, later) }), { maxLength: 30 })

  it('never loses an alert, and leaves closed by reopening alone', () => {
    fc.assert(
      fc.property(sequence, (steps) => {
        steps.reduce((alert, { action, by, at }) => {
          const done = step(alert, action, { by, now: at })
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
          const done = step(alert, action, { by, now: at })
          return done.ok ? done.alert : alert
        }, freshAlert)
        expect(end.shelvedUntil !== null).toBe(end.state === 'shelved')
        expect(end.closedAt !== null).toBe(end.state === 'closed')
        expect(end.disposition !== null).toBe(end.state === 'closed')
        if (end.state === 'acknowledged') expect(end.acknowledgedBy).not.toBeNull()
        if (end.state === 'new') expect(end.acknowledgedBy).toBeNull()
        if (end.acknowledgedAt !== null) expect(end.ownerId).not.toBeNull()
      }),
      { numRuns: 2_000 },
    )
  })
})
