import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ambush, freshAlert } from '../example.js'
import { isConfirmed } from '../grade/grade.js'
import { clearings, severities, type Incident } from '../model.js'
import { instantMs, instantOf } from '../time.js'
import { correctionOf, knownOf, timeTold, toldBy, type CorrectionChange, type Known } from './correct.js'

const alert = { ...freshAlert, ...{ point: ambush.point, uncertaintyMetres: ambush.uncertaintyMetres } }
const told: Known = {
  ...toldBy(alert, 'unverified'),
  ...{ incidentId: ambush.id, severity: ambush.severity, type: ambush.type },
}
const later = (more: Partial<Incident> = {}) => knownOf({ ...ambush, revision: 2, ...more }, null)
const at = (latitude: number): Partial<Incident> => ({ point: { type: 'Point', coordinates: [40.4267, latitude] } })

const hoursOn = (hours: number) => instantOf(instantMs(alert.occurredFrom) + hours * 3_600_000)

interface Case {
  readonly title: string
  readonly more: Partial<Incident>
  readonly changes: readonly CorrectionChange[] | null
}

const cases: readonly Case[] = [
  {
    title: 'nothing where nothing that matters has changed',
    more: { summary: 'More.', title: 'Attack' },
    changes: null,
  },
  { title: 'nothing where it was placed a little better', more: at(35.1561), changes: null },
  { title: 'nothing where it lies 89 m away', more: at(35.1568), changes: null },
  { title: 'an update where it lies 101 m away', more: at(35.15691), changes: ['moved'] },
  { title: 'an update where it lies elsewhere', more: at(35.256), changes: ['moved'] },
  { title: 'an update where it is known half as well', more: { uncertaintyMetres: 2_000 }, changes: ['moved'] },
  { title: 'an update where it is known twice as well', more: { uncertaintyMetres: 500 }, changes: ['moved'] },
  { title: 'nothing where it is known nearly half as well', more: { uncertaintyMetres: 1_999 }, changes: null },
  { title: 'an update where it may be anywhere by now', more: { uncertaintyMetres: 25_000 }, changes: ['moved'] },
  { title: 'an update where it is worse', more: { severity: 'extreme' }, changes: ['upgraded'] },
  { title: 'an update where it is less', more: { severity: 'minor' }, changes: ['downgraded'] },
  { title: 'an update where it is confirmed', more: { status: 'confirmed' }, changes: ['confirmed'] },
  { title: 'an update where a person grades it as confirmed', more: { grade: 'A1' }, changes: ['confirmed'] },
  { title: 'nothing where a second voice tells it', more: { grade: 'B2', status: 'corroborated' }, changes: null },
  { title: 'nothing where its source is held to be better', more: { grade: 'A2' }, changes: null },
  {
    title: 'nothing where somebody disputes what would confirm it',
    more: { grade: 'A1', status: 'disputed' },
    changes: null,
  },
  { title: 'an update where it is another thing', more: { type: 'drone' }, changes: ['type'] },
  { title: 'nothing where it happened at another time', more: { occurredFrom: hoursOn(20) }, changes: null },
  {
    title: 'an update where a threat is expected at another time',
    more: { kind: 'threat', occurredFrom: hoursOn(-3) },
    changes: ['time'],
  },
  {
    title: 'an update where that is an hour later',
    more: { kind: 'threat', occurredFrom: hoursOn(1) },
    changes: ['time'],
  },
  { title: 'nothing where that is soon', more: { kind: 'threat', occurredFrom: hoursOn(0.9) }, changes: null },
  {
    title: 'one update for all that has changed',
    more: { severity: 'minor', ...at(35.256) },
    changes: ['moved', 'downgraded'],
  },
]

describe('what somebody who was told is owed', () => {
  it.each(cases)('is $title', ({ more, changes }) => {
    const owed = correctionOf(told, later(more))
    expect(owed === null ? null : owed.kind === 'update' && owed.changes).toEqual(changes)
  })

  it('is nothing where it was known to a few metres and still is', () => {
    const exact = knownOf({ ...ambush, uncertaintyMetres: 20 }, null)
    expect(correctionOf(exact, later({ uncertaintyMetres: 100 }))).toBeNull()
  })

  it('is nothing where it was told as confirmed', () => {
    const sure = { ...told, ...toldBy({ ...alert, grade: 'A1' }, 'confirmed'), type: ambush.type }
    expect(sure.confirmed).toBe(true)
    expect(correctionOf(sure, later({ grade: 'A1', status: 'confirmed' }))).toBeNull()
  })

  it('is an update where another incident stands for it', () => {
    expect(correctionOf(told, later({ id: 'incident-2' }))).toMatchObject({ kind: 'update', changes: ['merged'] })
  })

  it.each(clearings)('is a cancel where it holds no more: %s', (because) => {
    expect(correctionOf(told, knownOf(ambush, because))).toMatchObject({ kind: 'cancel', because })
  })

  it('is nothing more once it was cancelled, until it holds again', () => {
    const cancelled = knownOf(ambush, 'refuted')
    expect(correctionOf(cancelled, knownOf({ ...ambush, severity: 'minor' }, 'place'))).toBeNull()
    expect(correctionOf(cancelled, later())).toMatchObject({ kind: 'update', changes: ['again'] })
  })
})

it('says the time that is known now, and that of the alert where a correction was kept before corrections said it', () => {
  const occurredFrom = '2021-11-08T19:19:00.000Z'
  const known = knownOf({ ...ambush, occurredFrom }, null)
  const { occurredFrom: _, timePrecision: __, ...older } = known
  const time = (it: Known) => timeTold(alert, { kind: 'update', changes: ['type'], known: it }).occurredFrom
  expect([time(known), time(older), timeTold(alert, null).occurredFrom]).toEqual([
    occurredFrom,
    alert.occurredFrom,
    alert.occurredFrom,
  ])
  const day = knownOf({ ...ambush, occurredFrom, timePrecision: 'day' }, null)
  expect(timeTold(alert, { kind: 'update', changes: ['type'], known: day })).toEqual({
    occurredFrom,
    timePrecision: 'day',
  })
})

it('over any history leaves whoever was told with what holds, told each change once and nothing twice', () => {
  const moment = fc.record({
    severity: fc.constantFrom(...severities),
    type: fc.constantFrom('ambush', 'drone'),
    id: fc.constantFrom('incident-1', 'incident-2'),
    latitude: fc.constantFrom(35.156, 35.256, 35.1561),
    grade: fc.constantFrom('B2', 'F6', 'A1'),
    status: fc.constantFrom('unverified', 'corroborated', 'disputed', 'confirmed'),
    clearing: fc.option(fc.constantFrom(...clearings), { freq: 2 }),
  })
  fc.assert(
    fc.property(fc.array(moment, { maxLength: 12 }), (history) => {
      let known = told
      for (const [n, { latitude, clearing, ...more }] of history.entries()) {
        const now = knownOf({ ...ambush, ...more, ...at(latitude), revision: n + 2 }, clearing)
        const owed = correctionOf(known, now)
        if (owed !== null) known = owed.known
        expect(correctionOf(known, now)).toBeNull()
        expect(known.clearing === null).toBe(clearing === null)
        if (clearing === null && isConfirmed(more)) expect(known.confirmed).toBe(true)
        if (clearing === null)
          expect([known.severity, known.type, known.incidentId]).toEqual([more.severity, more.type, more.id])
      }
    }),
  )
})

it('tells that something is confirmed once, however often it is doubted and confirmed again', () => {
  const statuses = fc.array(fc.constantFrom('unverified', 'corroborated', 'disputed', 'confirmed'), { maxLength: 12 })
  fc.assert(
    fc.property(statuses, (history) => {
      let known = told
      const owed = history.flatMap((status, n) => {
        const it = correctionOf(known, knownOf({ ...ambush, status, revision: n + 2 }, null))
        if (it !== null) known = it.known
        return it === null ? [] : [it]
      })
      expect(owed).toHaveLength(history.includes('confirmed') ? 1 : 0)
    }),
  )
})
