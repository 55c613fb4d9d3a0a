import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ambush, freshAlert } from '../example.js'
import { alertStates, certainties, severities, type Alert, type Incident } from '../model.js'
import { overdueMs } from '../alert/overdue.js'
import { draftHandover, withoutNote, type WatchState } from './draft.js'
import { noteEntry, strike } from './log.js'
import { isUrgent } from './urgent.js'

const officer = { id: 'a1', name: 'dana' }
const now = '2021-11-09T06:00:00.000Z'
const since = '2021-11-08T18:00:00.000Z'
const anAlert = (change: Partial<Alert>): Alert => ({ ...freshAlert, ...change })
const anIncident = (change: Partial<Incident>): Incident => ({ ...ambush, history: false, ...change })
const nothing: WatchState = {
  ...{ officer, since, now, seq: 7, alerts: [], escalations: new Map(), shelvedBy: {} },
  ...{ incidents: [], feeds: [], silences: [], notes: [] },
}
const before = (ms: number) => new Date(Date.parse(now) - ms).toISOString()

const alert = fc
  .record({
    n: fc.integer({ min: 0, max: 50 }),
    state: fc.constantFrom(...alertStates),
    severity: fc.constantFrom(...severities),
    certainty: fc.constantFrom('definite', 'possible'),
    owner: fc.constantFrom(null, 'a1', 'a2'),
    age: fc.integer({ min: 0, max: 40 * 60_000 }),
    note: fc.constantFrom(null, 'Called the gate'),
  })
  .map(({ n, owner, age, ...rest }): Alert => {
    const at = { raisedAt: before(age), shelvedUntil: rest.state === 'shelved' ? now : null }
    return anAlert({ id: `x${n}`, ownerId: owner, ownerName: owner, ...rest, ...at })
  })
const alerts = fc.uniqueArray(alert, { selector: ({ id }) => id, maxLength: 30 })

function note(alertIds: readonly string[]) {
  const said = { text: 'Called them', at: before(60_000), incidentIds: [], alertIds }
  return noteEntry(said, { id: `n-${alertIds.join()}`, by: { by: 'dana', byId: 'a1' }, now })
}

describe('the draft of a handover', () => {
  it('tells every open alert once, and no closed one', () => {
    fc.assert(
      fc.property(alerts, (all) => {
        const { owned, shelved, unowned, ofOthers } = draftHandover({ ...nothing, alerts: all })
        const ids = [owned, shelved, unowned, ofOthers].flatMap((part) => part.map(({ id }) => id))
        const open = all.filter(({ state }) => state !== 'closed').map(({ id }) => id)
        expect(ids.toSorted()).toEqual(open.toSorted())
        expect(owned.map(({ id }) => id).toSorted()).toEqual(
          all
            .filter((it) => it.ownerId === 'a1' && it.state !== 'closed')
            .map(({ id }) => id)
            .toSorted(),
        )
      }),
    )
  })

  it('is the same whatever order things come in', () => {
    fc.assert(
      fc.property(alerts, fc.infiniteStream(fc.nat()), (all, chance) => {
        const shuffled = all
          .map((it) => [chance.next().value, it] as const)
          .toSorted(([a], [b]) => Number(a) - Number(b))
        const other = draftHandover({ ...nothing, alerts: shuffled.map(([, it]) => it) })
        expect(other).toEqual(draftHandover({ ...nothing, alerts: all }))
      }),
    )
  })

  it('lets no urgent alert of the officer go without a note, and asks for no other', () => {
    fc.assert(
      fc.property(alerts, fc.subarray(Array.from({ length: 51 }, (_, n) => `x${n}`)), (all, noted) => {
        const draft = draftHandover({ ...nothing, alerts: all, notes: noted.length === 0 ? [] : [note(noted)] })
        const wanting = all.filter(
          (it) =>
            it.ownerId === 'a1' && it.state !== 'closed' && isUrgent(it) && it.note === null && !noted.includes(it.id),
        )
        expect(
          withoutNote(draft)
            .map(({ id }) => id)
            .toSorted(),
        ).toEqual(wanting.map(({ id }) => id).toSorted())
      }),
    )
  })

  it('takes a note that was struck through for none', () => {
    const own = anAlert({ id: 'x1', ownerId: 'a1', severity: 'extreme', note: null, state: 'acknowledged' })
    const struck = strike(note(['x1']), { by: 'omar', at: now, reason: 'Wrong' })
    if (!struck.ok) throw new Error(struck.why.code)
    const draft = draftHandover({ ...nothing, alerts: [own], notes: [struck.entry] })
    expect(draft.notes).toEqual([])
    expect(withoutNote(draft)).toHaveLength(1)
    expect(withoutNote(draftHandover({ ...nothing, alerts: [own], notes: [note(['x1'])] }))).toEqual([])
  })

  it.each([
    ['new', overdueMs, true],
    ['new', overdueMs - 1, false],
    ['acknowledged', 10 * overdueMs, false],
    ['shelved', 10 * overdueMs, false],
  ] as const)('calls an alert that is %s after %d ms overdue: %s', (state, age, overdue) => {
    const one = anAlert({ state, raisedAt: before(age), ownerId: 'a1' })
    expect(draftHandover({ ...nothing, alerts: [one] }).owned[0]?.overdue).toBe(overdue)
  })

  it('calls an alert overdue as the queue does: not once it is cleared, sooner where its escalation has called', () => {
    const waits = { state: 'new', ownerId: null } as const
    const alerts = [
      anAlert({ ...waits, id: 'x1', raisedAt: before(2 * overdueMs), clearedAt: before(0), clearedBecause: 'refuted' }),
      anAlert({ ...waits, id: 'x2', raisedAt: before(2 * 60_000), ruleId: 'calls' }),
      anAlert({ ...waits, id: 'x3', raisedAt: before(2 * overdueMs), returnedAt: before(60_000) }),
    ]
    const steps = [{ afterMinutes: 1, tells: [{ kind: 'room' }] }] as const
    const night = { name: 'Night', steps, repeats: 0, acknowledgements: 1, lapseMinutes: null } as const
    const escalations = new Map([['calls', night]])
    const { unowned } = draftHandover({ ...nothing, alerts, escalations })
    const overdue = unowned.filter((it) => it.overdue).map(({ id }) => id)
    expect([unowned.length, overdue]).toEqual([3, ['x2']])
  })

  it.each(['refuted', null] as const)('tells of an alert that is cleared why it is: %s', (clearedBecause) => {
    const one = anAlert({ clearedBecause, clearedAt: clearedBecause && before(0), ownerId: 'a1' })
    expect(draftHandover({ ...nothing, alerts: [one] }).owned).toMatchObject([{ clearedBecause }])
  })

  it('tells who shelved an alert, and until when', () => {
    const one = anAlert({ id: 'x1', state: 'shelved', shelvedUntil: '2021-11-09T08:00:00.000Z', ownerId: null })
    const { shelved } = draftHandover({ ...nothing, alerts: [one], shelvedBy: { x1: 'omar' } })
    expect(shelved).toMatchObject([{ id: 'x1', shelvedBy: 'omar', shelvedUntil: '2021-11-09T08:00:00.000Z' }])
  })

  it.each([
    [{ severity: 'severe', status: 'unverified' }, null, ['severe']],
    [{ severity: 'extreme', status: 'confirmed' }, { severity: 'severe', status: 'unverified' }, ['confirmed']],
    [{ severity: 'severe', status: 'unverified' }, { severity: 'minor', status: 'unverified' }, ['severe']],
    [{ severity: 'minor', status: 'refuted' }, { severity: 'minor', status: 'confirmed' }, ['refuted']],
    [{ severity: 'minor', status: 'confirmed' }, { severity: 'minor', status: 'confirmed' }, []],
    [{ severity: 'moderate', status: 'corroborated' }, null, []],
  ] as const)('of %j that was %j tells because of %j', (is, was, because) => {
    const incidents = [{ incident: anIncident(is), before: was }]
    expect(draftHandover({ ...nothing, incidents }).incidents.flatMap((it) => it.because)).toEqual(because)
  })

  it('tells nothing of imported history', () => {
    const incidents = [{ incident: anIncident({ severity: 'extreme', history: true }), before: null }]
    expect(draftHandover({ ...nothing, incidents }).incidents).toEqual([])
  })

  it('tells of who made it quiet until when, and of what was kept back', () => {
    const silence = {
      ...{ id: 's1', revision: 1, seq: 3, zoneId: 'z', ruleId: null, types: null, tellsFrom: null },
      ...{ reason: 'Clearing mines', by: 'omar', from: before(60_000), until: '2021-11-09T08:00:00.000Z' },
      ...{ endedAt: null, endedBy: null },
    }
    const over = { ...silence, id: 's2', endedAt: before(1_000), endedBy: 'dana' }
    const beside = { zoneName: 'Busayrah', ruleName: null, hidden: 3 }
    const { silences = [] } = draftHandover({
      ...nothing,
      silences: [silence, over].map((it) => ({ silence: it, ...beside })),
    })
    expect(silences).toMatchObject([
      { id: 's1', by: 'omar', reason: 'Clearing mines', until: silence.until, on: true, hidden: 3 },
      { id: 's2', until: over.endedAt, on: false },
    ])
  })

  it('tells of feeds that cannot be trusted, and of one that is relied on and off', () => {
    const feed = { id: 'f', name: 'Gauge', required: true, enabled: true, removed: false, lastNewsAt: null } as const
    const stateOf = (change: object) =>
      draftHandover({ ...nothing, feeds: [{ ...feed, state: 'late', ...change }] }).feeds.map(({ state }) => state)
    expect(stateOf({})).toEqual(['late'])
    expect(stateOf({ state: 'fresh' })).toEqual([])
    expect(stateOf({ enabled: false })).toEqual(['off'])
    expect(stateOf({ enabled: false, required: false })).toEqual([])
    expect(stateOf({ removed: true })).toEqual([])
  })
})

describe('an urgent alert', () => {
  it.each(severities.flatMap((severity) => certainties.map((certainty) => [severity, certainty] as const)))(
    'is extreme, or severe and definite: %s, %s',
    (severity, certainty) => {
      if (certainty === 'none') return
      const expected = severity === 'extreme' || (severity === 'severe' && certainty === 'definite')
      expect(isUrgent({ severity, certainty })).toBe(expected)
    },
  )
})
