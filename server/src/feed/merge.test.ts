import fc from 'fast-check'
import { expect, it } from 'vitest'
import { ambush } from '../ingest/ingest.fixture.js'
import { latestOf, stepOf, type Known } from './merge.js'
import type { FeedItem } from './read/page.js'

const aVersion = fc
  .record({
    externalId: fc.constantFrom('a', 'b', 'c'),
    minute: fc.integer({ min: 0, max: 5 }),
    says: fc.constantFrom('x', 'y', 'z'),
    withdrawn: fc.boolean(),
  })
  .map(({ externalId, minute, says, withdrawn }): FeedItem => {
    const updatedAt = `2021-11-09T05:0${minute}:00.000Z`
    return {
      externalId,
      aliases: [],
      refers: [],
      updatedAt,
      input: withdrawn ? null : ambush(40, 35),
      withdrawn,
      hash: withdrawn ? 'withdrawn' : says,
    }
  })

/** What is known after some polls, each of which brings some versions: of each thing, and whether it is an incident. */
function after(polls: readonly (readonly FeedItem[])[]): unknown {
  const known = new Map<string, Known>()
  for (const poll of polls) {
    for (const item of latestOf(poll)) {
      const before = known.get(item.externalId)
      const step = stepOf(item, before)
      if (step.what === 'unchanged' || step.what === 'outdated') continue
      const { externalId, updatedAt, hash, withdrawn: gone, input } = step.item
      const incidentId = before?.incidentId ?? (input === null ? null : externalId)
      const exercise = incidentId === null ? null : false
      known.set(externalId, { externalId, updatedAt, hash, gone, incidentId, exercise })
    }
  }
  return [...known.values()].toSorted((a, b) => a.externalId.localeCompare(b.externalId))
}

it('ends in the same, whatever the order and repetition of the versions, and however they are cut into polls', () => {
  const run = fc.array(aVersion, { minLength: 1, maxLength: 8 }).chain((versions) =>
    fc.tuple(
      fc.constant(versions),
      fc.shuffledSubarray([...versions, ...versions], {
        minLength: 2 * versions.length,
        maxLength: 2 * versions.length,
      }),
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 16 }),
    ),
  )
  fc.assert(
    fc.property(run, ([versions, shuffled, sizes]) => {
      const polls: FeedItem[][] = []
      for (let from = 0, at = 0; from < shuffled.length; at++) {
        const size = sizes[at % sizes.length] ?? 1
        polls.push(shuffled.slice(from, from + size))
        from += size
      }
      expect(after(polls)).toEqual(after([versions]))
    }),
    { numRuns: 5_000 },
  )
})
