import { describe, expect, it } from 'vitest'
import { aDraft } from './draft.fixture.js'
import { formOf, formProblem, incidentSaid, readCount, reportSaid } from './draftForm.js'

const hajin = {
  name: 'Hajin',
  admin1: 'Deir ez-Zor',
  point: { type: 'Point' as const, coordinates: [40.83, 34.69] },
  uncertaintyMetres: 1200,
  locationPrecision: 'near' as const,
  reasons: [],
}
const telling = { text: 'An IED in Hajin.', source: 'Herald', publishedAt: '2021-11-09T19:30:00.000Z' }
const placing = (verdict: 'found' | 'ambiguous') => ({
  verdict,
  explanation: '',
  findings: [],
  candidates: [hajin],
  checks: [],
})

describe('the form of a draft', () => {
  it('is placed where one place was found, and asks where there may be two', () => {
    expect(formProblem(formOf(aDraft({ placing: placing('found') })), 'Herald')).toBeNull()
    expect(formProblem(formOf(aDraft({ placing: placing('ambiguous') })), 'Herald')).toBe('coordinates')
    expect(formProblem(formOf(aDraft()), 'Herald')).toBe('coordinates')
  })

  it('needs no place of its own where it tells another draft again', () => {
    expect(formProblem({ ...formOf(aDraft()), sameAs: { is: 'draft', draft: 1 } }, 'Herald')).toBeNull()
  })

  it('needs somebody who says it, and an end that is not before the beginning', () => {
    const form = formOf(aDraft({ placing: placing('found') }))
    expect(formProblem(form, ' ')).toBe('saidBy')
    expect(formProblem({ ...form, saidBy: 'RIC' }, ' ')).toBeNull()
    expect(formProblem({ ...form, until: '2021-11-08 17:59' }, 'Herald')).toBe('until')
    expect(formProblem({ ...form, until: '2021-11-08 18:00' }, 'Herald')).toBeNull()
  })

  it.each([
    ['4', { low: null, best: 4, high: null }],
    ['≥ 4', { low: 4, best: null, high: null }],
    ['<= 7', { low: null, best: null, high: 7 }],
    ['3–7', { low: 3, best: null, high: 7 }],
    ['', null],
    ['many', undefined],
    ['7-3', undefined],
  ])('reads a count "%s" with its bounds', (text, range) => {
    expect(readCount(text)).toEqual(range)
  })

  it('tells the outlet as the source and whoever it quotes as the origin', () => {
    const draft = aDraft({ placing: placing('found'), claims: [{ value: { who: 'RIC', verb: 'said' }, spans: [] }] })
    const said = reportSaid(formOf(draft), { ...draft, told: [{ start: 0, end: 16 }] }, telling)
    expect(said).toMatchObject({ source: 'Herald', origin: 'RIC', text: 'An IED in Hajin.' })
    expect(incidentSaid(formOf(draft), [40.83, 34.69])).toMatchObject({
      geometry: { coordinates: [40.83, 34.69] },
      properties: { uncertaintyMetres: 1200 },
    })
    expect(reportSaid(formOf(draft), draft, { ...telling, source: '' })).toMatchObject({ source: 'RIC' })
  })

  it('keeps who did it, when and where as claims, beside what others may say', () => {
    const form = {
      ...formOf(aDraft()),
      actors: 'unidentified militants',
      place: 'near Diban',
      until: '2021-11-08 21:00',
    }
    const said = (actorCertainty: 'suspected' | 'unknown') =>
      reportSaid(form, aDraft({ actorCertainty }), telling).claims
    expect(said('unknown')).toEqual([
      { topic: 'attribution', by: [], denied: false, words: 'unidentified militants' },
      { topic: 'time', from: '2021-11-08T18:00:00.000Z', to: '2021-11-08T21:00:00.000Z' },
      { topic: 'place', words: 'near Diban' },
    ])
    expect(said('suspected')?.[0]).toEqual({ topic: 'attribution', by: ['unidentified militants'], denied: false })
  })
})
