import { readReport, type Draft } from '@cordon/alerts'
import { describe, expect, it } from 'vitest'
import { firstStory } from '@cordon/test/story'
import { readTime } from './when.js'

const { text } = firstStory
const { drafts, leftOut } = readReport(text, {
  publishedMs: Date.parse(firstStory.publishedAt),
  offsetMinutes: 0,
  readTime,
})
const wordsOf = (it: { readonly spans: readonly { readonly start: number; readonly end: number }[] } | null) =>
  it?.spans.map((span) => text.slice(span.start, span.end)) ?? []
const at = (name: string): Draft | undefined => drafts.find((it) => it.place?.value.name === name)

describe('the first story', () => {
  it('gives the foiled plot as a threat at the prison, with its dead and its day', () => {
    const threats = drafts.filter((it) => it.kind.value === 'threat')
    expect(threats).toMatchObject([
      {
        type: { value: 'plot' },
        place: { value: { name: 'Sina’a prison', within: 'Hasakah' } },
        time: { value: { occurredFrom: '2021-11-08T00:00:00.000Z', timePrecision: 'day' } },
        casualties: { value: { killed: { best: 1 }, injured: null } },
      },
    ])
    expect(wordsOf(threats[0]?.kind ?? null)).toEqual(['foiled'])
  })

  it('gives four attacks, each at its place and on Monday late, by suspected cells', () => {
    const named = ['Busayrah', 'al-Shahil', 'al-Thiba', 'al-Zar'].map(at)
    for (const draft of named) {
      expect(draft).toMatchObject({
        kind: { value: 'event' },
        type: { value: 'base-attack' },
        place: { value: { within: 'Deir ez-Zor' } },
        time: { value: { occurredFrom: '2021-11-08T18:00:00.000Z', timePrecision: 'part-of-day' } },
        actorCertainty: 'suspected',
        unconfirmed: null,
        credibility: '2',
      })
      expect(wordsOf(draft?.time ?? null)).toEqual(['Monday', 'late'])
      expect(draft?.casualties?.value).toMatchObject({ killed: null, injured: { low: null, best: null, high: 7 } })
    }
    expect(named[0]?.place?.value.relative).toBe('about 30 km southeast of Deir el-Zour')
    expect(named[0]?.targets.map((it) => it.value)).toEqual(['SDF headquarters'])
    expect(named[3]?.targets.map((it) => it.value)).toEqual(['SDF bases and positions'])
  })

  it('gives one more that nobody confirms, without a place', () => {
    const unconfirmed = drafts.filter((it) => it.unconfirmed !== null)
    expect(unconfirmed).toMatchObject([{ type: { value: 'checkpoint-attack' }, place: null, casualties: null }])
    expect(wordsOf(unconfirmed[0]?.unconfirmed ?? null)).toEqual(['Unconfirmed reports'])
  })

  it('gives one whose doers are unknown to the task force', () => {
    const diban = at('Diban')
    expect(diban).toMatchObject({
      actorCertainty: 'unknown',
      claims: [{ value: { who: 'US-led task force' } }, { value: { who: 'US-led task force' } }],
      place: { value: { relative: 'about 60 km southeast of Deir el-Zour' } },
    })
    expect(diban?.actors.map((it) => it.value)).toEqual(['unidentified militants with unknown motives'])
  })

  it('gives nothing for the count of October, and says why', () => {
    expect(drafts).toHaveLength(7)
    const count = leftOut.filter((it) => it.why === 'count').map(({ span }) => text.slice(span.start, span.end))
    expect(count).toEqual([expect.stringContaining('13 IS attacks in October')])
  })

  it('takes every value from words that stand in the text', () => {
    for (const draft of drafts) {
      const spans = [
        draft.type,
        draft.place,
        draft.time,
        ...draft.actors,
        ...draft.targets,
        ...draft.claims,
        draft.casualties,
      ]
      for (const span of spans.flatMap((it) => it?.spans ?? [])) {
        expect(span.start).toBeGreaterThanOrEqual(0)
        expect(span.end).toBeGreaterThan(span.start)
        expect(span.end).toBeLessThanOrEqual(text.length)
      }
      expect(draft.told.length).toBeGreaterThan(0)
    }
  })
})
