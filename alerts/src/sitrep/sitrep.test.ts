import { describe, expect, it } from 'vitest'
import { ambush } from '../example.js'
import type { CountRange, Facility, Incident } from '../model.js'
import type { SitrepCase } from './case.js'
import type { SaidOf } from './claimed.js'
import { sitrepContent } from './compute.js'
import { monthBefore, monthOf, periodBefore } from './period.js'
import type { SitrepFigureName } from './sitrep.js'
import { tollOf, tollSum } from './toll.js'

const range = (low: number | null, best: number | null, high: number | null): CountRange => ({ low, best, high })

describe('the people harmed', () => {
  it.each([
    ['one source with bounds', [range(2, 3, 5)], { low: 2, high: 5, best: 3 }],
    ['two that differ', [range(2, 2, 2), range(4, 5, 6)], { low: 2, high: 6, best: null }],
    ['two that agree', [range(null, 4, null), range(3, 4, 9)], { low: 3, high: 9, best: 4 }],
    ['at least four', [range(4, null, null)], { low: 4, high: null, best: null }],
    ['at least four, and six', [range(4, null, null), range(null, 6, null)], { low: 4, high: null, best: 6 }],
    ['up to three', [range(null, null, 3)], { low: 0, high: 3, best: null }],
    ['bounds that meet', [range(7, null, 7)], { low: 7, high: 7, best: 7 }],
    ['words without a figure', [range(null, null, null)], null],
    ['nothing', [], null],
  ])('are told of %s as they are stated, and never averaged', (_, ranges, expected) => {
    expect(tollOf(ranges)).toEqual(expected)
  })

  it('add up to as little and as much as may be, and to no best figure where one lacks it', () => {
    expect(tollSum([])).toEqual({ low: 0, high: 0, best: 0 })
    expect(
      tollSum([
        { low: 1, high: 3, best: 2 },
        { low: 4, high: 4, best: 4 },
      ]),
    ).toEqual({ low: 5, high: 7, best: 6 })
    expect(
      tollSum([
        { low: 1, high: 3, best: null },
        { low: 4, high: null, best: 4 },
      ]),
    ).toEqual({
      ...{ low: 5, high: null, best: null },
    })
  })
})

describe('the period of a report', () => {
  it('is held against the month before where it is a month, else against as long', () => {
    const march = monthOf('2018-03')
    expect(march).toEqual({ from: '2018-03-01T00:00:00.000Z', until: '2018-04-01T00:00:00.000Z' })
    expect(periodBefore({ from: '2018-03-01T00:00:00.000Z', until: '2018-04-01T00:00:00.000Z' })).toEqual(
      monthOf('2018-02'),
    )
    expect(periodBefore({ from: '2018-03-05T00:00:00.000Z', until: '2018-03-12T00:00:00.000Z' })).toEqual({
      from: '2018-02-26T00:00:00.000Z',
      until: '2018-03-05T00:00:00.000Z',
    })
    expect(monthBefore('2018-01-15T00:00:00.000Z')).toEqual(monthOf('2017-12'))
    expect(monthOf('2018-13')).toBeNull()
  })
})

const camp: Facility = {
  ...{ id: 'camp', revision: 1, seq: 1, name: 'Hol camp', nameArabic: null, kind: 'camp', uncertaintyMetres: 500 },
  point: { type: 'Point', coordinates: [41.14, 36.37] },
  ...{ operator: null, population: null, note: null, positionSource: null },
}
let made = 0
function aCase(over: Partial<Incident> = {}, said: readonly SaidOf[] = []): SitrepCase {
  made += 1
  const incident = { ...ambush, id: `i${made}`, status: 'confirmed' as const, occurredFrom: '2021-11-08T20:00:00.000Z' }
  return {
    incident: { ...incident, ...over },
    said,
    governorate: { name: 'Deir ez-Zor', nameArabic: 'دير الزور' },
  }
}
const says = (claim: SaidOf['claim'], source = 'RIC', origin: string | null = null): SaidOf => ({
  source,
  origin,
  claim,
})
const by = (actor: string, words: string | null = null, denied = false): SaidOf['claim'] => ({
  ...{ topic: 'attribution', by: [actor], denied, words },
})

function contentOf(now: readonly SitrepCase[], before: readonly SitrepCase[] = []) {
  const period = { from: '2021-11-01T00:00:00.000Z', until: '2021-12-01T00:00:00.000Z' }
  return sitrepContent({ period, now, before, camps: [camp] })
}
function figure(name: SitrepFigureName, now: readonly SitrepCase[]) {
  return contentOf(now).figures.find((it) => it.name === name)?.now
}

describe('the figures of a report', () => {
  it('count attacks, and not what is refuted, to come or an exercise', () => {
    const content = contentOf(
      [
        aCase(),
        aCase({ type: 'ied' }),
        aCase({ type: 'territory-change' }),
        aCase({ type: 'territory-overtaken' }),
        aCase({ type: 'demonstration' }),
        aCase({ status: 'refuted' }),
        aCase({ kind: 'threat' }),
        aCase({ exercise: true, status: 'refuted' }),
      ],
      [aCase()],
    )
    expect(content.figures[0]).toMatchObject({ name: 'attacks', now: { low: 2, incidents: 2 }, before: { low: 1 } })
    expect(content.incidents).toHaveLength(5)
    expect(content.left).toEqual({ refuted: 1, threats: 1, exercises: 1 })
  })

  it('count nothing that the house tells of its own ears, in no table', () => {
    const silent = (type: 'feed-silent' | 'nothing-heard') => aCase({ type, title: 'Radio is silent' })
    const alone = contentOf([
      silent('feed-silent'),
      silent('nothing-heard'),
      aCase({ type: 'feed-silent', exercise: true }),
    ])
    expect(alone).toEqual(contentOf([]))
    const content = contentOf([silent('feed-silent'), aCase()], [silent('feed-silent')])
    expect(content.types).toEqual([{ type: 'ambush', incidents: 1 }])
    expect(content.weeks.map(({ incidents }) => incidents)).toEqual([0, 1, 0, 0, 0])
  })

  it.each([
    ['its words say so', [says(by('ISIS', 'claimed by ISIS'))], 1],
    ['its words say so in Arabic', [says(by('داعش', 'تبنت العملية'))], 1],
    ['whoever did it says so', [says(by('ISIS'), 'ISIS Amaq')], 1],
    ['somebody repeats whoever did it', [says(by('ISIS'), 'SOHR', 'ISIS')], 1],
    ['others blame somebody', [says(by('ISIS'), 'SDF')], 0],
    ['it is denied', [says(by('ISIS', 'claimed', true))], 0],
  ])('hold an attack claimed or not where %s', (_, said, count) => {
    expect(figure('claimed', [aCase({}, said)])?.low).toBe(count)
  })

  it('count raids by incident and arrests by the people held, whatever each source says', () => {
    const held = (low: number, high: number) => says({ topic: 'held', range: range(low, null, high), words: null })
    const raid = aCase({ type: 'arrest' }, [held(3, 3), held(5, 6)])
    const quiet = aCase({ type: 'arrest' })
    expect(figure('raids', [raid, quiet])).toMatchObject({ low: 2, incidents: 2 })
    expect(figure('arrests', [raid, quiet])).toMatchObject({ low: 3, high: 6, best: null, incidents: 1 })
  })

  it('count murders in camps by where they were, and say which were perhaps beside one', () => {
    const at = (lon: number, more: Partial<Incident> = {}) => ({
      ...{ type: 'assassination' as const, point: { type: 'Point' as const, coordinates: [lon, 36.37] } },
      ...{ uncertaintyMetres: 100, place: null, ...more },
    })
    expect(
      figure('campMurders', [aCase(at(41.15)), aCase(at(41.5)), aCase(at(41.5, { place: 'Section 3, Hol camp' }))]),
    ).toMatchObject({ low: 2, doubtful: 0 })
    expect(figure('campMurders', [aCase(at(41.18, { uncertaintyMetres: 2_000 }))])).toMatchObject({
      low: 1,
      doubtful: 1,
    })
    expect(figure('campMurders', [aCase({ ...at(41.15), type: 'ied' })])?.low).toBe(0)
  })

  it('name apart what is not sure', () => {
    const { incidents, figures } = contentOf([
      aCase(),
      aCase({ status: 'disputed' }),
      aCase({ timePrecision: 'week', locationPrecision: 'admin1' }),
    ])
    expect(incidents.map(({ doubts }) => doubts)).toEqual([[], ['unconfirmed'], ['time', 'place']])
    expect(figures[0]?.now).toMatchObject({ incidents: 3, doubtful: 2 })
  })
})

it('counts by week what is known to the day, and by governorate', () => {
  const on = (day: string, more: Partial<Incident> = {}) =>
    aCase({ occurredFrom: `2021-11-${day}T00:00:00.000Z`, ...more })
  const elsewhere = { ...on('29'), governorate: { name: null, nameArabic: null } }
  const content = contentOf([on('08'), on('07'), on('01'), on('14', { timePrecision: 'month' }), elsewhere])
  expect(content.weeks.map(({ incidents }) => incidents)).toEqual([2, 1, 0, 0, 1])
  expect(content.weeks.at(-1)?.until).toBe('2021-12-01T00:00:00.000Z')
  expect(content.weekless).toBe(1)
  expect(content.governorates).toEqual([
    { name: 'Deir ez-Zor', nameArabic: 'دير الزور', incidents: 4, attacks: 4 },
    { name: null, nameArabic: null, incidents: 1, attacks: 1 },
  ])
})

it('tells the same whatever the order in which things were found', () => {
  const found = [aCase(), aCase({ type: 'ied' }), aCase({ occurredFrom: '2021-11-02T00:00:00.000Z' })]
  expect(contentOf(found)).toEqual(contentOf(found.toReversed()))
})
