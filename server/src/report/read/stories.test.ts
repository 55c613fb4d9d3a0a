import { readReport, type Draft } from '@cordon/alerts'
import { describe, expect, it } from 'vitest'
import { briefStories } from './stories/brief-stories.js'
import { campStories } from './stories/camp-stories.js'
import { knownStories } from './stories/known-stories.js'
import type { Expected, Story } from './stories/story.js'
import { lateStories } from './stories/late-stories.js'
import { monthStories } from './stories/month-stories.js'
import { unseenStories } from './stories/unseen-stories.js'
import { readTime } from './when.js'

const read = ({ text, publishedAt }: Story) =>
  readReport(text, { publishedMs: Date.parse(publishedAt), offsetMinutes: 0, readTime }).drafts

const count = (it: Draft, of: 'killed' | 'injured') => {
  const range = it.casualties?.value[of]
  return range?.best ?? range?.low ?? null
}

function fits(it: Draft, wanted: Expected): boolean {
  return (
    it.type.value === wanted.type &&
    (it.place?.value.name ?? null) === wanted.place &&
    it.kind.value === (wanted.kind ?? 'event') &&
    (wanted.day === undefined || it.time.value.occurredFrom.startsWith(wanted.day)) &&
    (wanted.killed === undefined || count(it, 'killed') === wanted.killed) &&
    (wanted.injured === undefined || count(it, 'injured') === wanted.injured) &&
    (wanted.unconfirmed === undefined || it.unconfirmed !== null)
  )
}

const told = (it: Draft) =>
  `${it.kind.value} ${it.type.value} @ ${it.place?.value.name ?? '–'} ${it.time.value.occurredFrom} killed ${count(it, 'killed')} injured ${count(it, 'injured')}${it.unconfirmed ? ' unconfirmed' : ''}`

describe('the stories that the rules were written with', () => {
  it.each([...knownStories, ...campStories].map((story) => [story.name, story] as const))(
    'are read whole: %s',
    (_, story) => {
      const drafts = read(story)
      const missing = story.expected.filter((wanted) => !drafts.some((it) => fits(it, wanted)))
      expect({ missing, told: missing.length === 0 ? [] : drafts.map(told) }).toEqual({ missing: [], told: [] })
      expect(drafts.map(told)).toHaveLength(story.expected.length)
    },
  )
})

describe.each([
  ['written after the rules', unseenStories, { recall: 0.9, precision: 0.9 }],
  ['in the style of monthly reports', monthStories, { recall: 0.84, precision: 0.84 }],
  ['in brief notices', briefStories, { recall: 0.9, precision: 0.9 }],
  ['in that style, after all rules', lateStories, { recall: 0.6, precision: 0.54 }],
] as const)('the stories %s', (_, stories, floor) => {
  const judged = stories.map((story) => ({ story, drafts: read(story) }))
  const wanted = judged.flatMap(({ story }) => story.expected).length
  const given = judged.flatMap(({ drafts }) => drafts).length
  const right = judged.flatMap(({ story, drafts }) =>
    story.expected.filter((it) => drafts.some((draft) => fits(draft, it))),
  ).length

  it('are read as well as was measured, in every field that is asked for', () => {
    expect(right / wanted).toBeGreaterThanOrEqual(floor.recall)
    expect(right / given).toBeGreaterThanOrEqual(floor.precision)
  })
})
