import { describe, expect, it } from 'vitest'
import { freshAlert } from '../example.js'
import type { Alert } from '../model.js'
import { alertSentence, whatWords, whereWords } from './words.js'

const now = '2021-11-08T20:14:00.000Z'
const busayrah = 'Severe ambush, definite, 1.2 km inside Busayrah 15 km, B2, 14 min ago, Rojava Information Center.'

const since = (age: string) => busayrah.replace('14 min ago', age)

describe('alertSentence', () => {
  const cases: readonly (readonly [string, Partial<Alert>, string])[] = [
    ['says what, how sure, where, how good, when and who', {}, busayrah],
    [
      'says how far the place is uncertain where it is only possible',
      { certainty: 'possible', uncertaintyMetres: 25_000, depthMetres: 0, distanceMetres: 3_149 },
      'Severe ambush, possible, within about 25 km, 3.1 km SE of Busayrah 15 km, B2, 14 min ago, Rojava Information Center.',
    ],
    [
      'looks ahead for a threat and says that a source is not stated',
      { incidentKind: 'threat', incidentType: 'vehicle-bomb', occurredFrom: '2021-11-08T22:20:00.000Z', source: null },
      'Severe threat of vehicle bomb, definite, 1.2 km inside Busayrah 15 km, B2, in 2 h, source not stated.',
    ],
    ...(
      [
        ['part-of-day', 'on 2021-11-08'],
        ['day', 'on 2021-11-08'],
        ['week', 'in the week of 2021-11-08'],
        ['month', 'in 2021-11'],
        ['year', 'in 2021'],
      ] as const
    ).map(([timePrecision, age]) => {
      return [`says no finer when it was than to the ${timePrecision}`, { timePrecision }, since(age)] as const
    }),
  ]
  it.each(cases)('%s', (_title, change, sentence) => {
    expect(alertSentence({ ...freshAlert, ...change }, now)).toBe(sentence)
  })

  it('tells the day and hour where it is read at any time', () => {
    expect(alertSentence(freshAlert, null)).toBe(since('at 2021-11-08 20:00Z'))
  })
})

describe('whatWords', () => {
  it.each([
    [{ incidentType: 'ied' }, 'Severe IED'],
    [{ incidentType: 'checkpoint-attack', severity: 'minor' }, 'Minor checkpoint attack'],
    [{ severity: 'unknown' }, 'Ambush of unknown severity'],
    [{ incidentType: 'plot', incidentKind: 'threat' }, 'Severe warning or plot'],
    [{ incidentType: 'ied', incidentKind: 'threat', severity: 'unknown' }, 'Threat of IED of unknown severity'],
    [{ exercise: true }, 'Exercise: severe ambush'],
    [{ exercise: true, incidentType: 'ied', severity: 'unknown' }, 'Exercise: IED of unknown severity'],
  ] as const)('says %j as %s', (change, words) => {
    expect(whatWords({ ...freshAlert, ...change })).toBe(words)
  })
})

describe('whereWords', () => {
  const at = { distanceMetres: 0, depthMetres: 0, bearingDegrees: 134, from: 'Sina’a prison' }
  it.each([
    [{ distanceMetres: 3_149 }, '3.1 km SE of Sina’a prison'],
    [{ distanceMetres: 3_149, bearingDegrees: null }, '3.1 km from Sina’a prison'],
    [{ depthMetres: 850 }, '850 m inside Sina’a prison'],
    [{}, 'at the edge of Sina’a prison'],
    [{ depthMetres: 0.4 }, 'at the edge of Sina’a prison'],
    [{ distanceMetres: 0.4 }, 'at the edge of Sina’a prison'],
  ])('says %j as %s', (change, words) => {
    expect(whereWords({ ...at, ...change })).toBe(words)
  })
})
