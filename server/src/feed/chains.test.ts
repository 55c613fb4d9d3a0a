import { startPostgres } from '@cordon/test/postgres'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chainsOf } from './chains.js'
import { aQuake, feedStage, quakes, type FeedStage } from './feed.fixture.js'
import type { FeedItem } from './read/page.js'

/** A CAP message in words: its number, what it is and which one it names. */
interface Message {
  readonly number: number
  readonly type: 'Alert' | 'Update' | 'Cancel'
  readonly names: number | null
}

const sentAt = (number: number) => `2026-11-09T0${number}:00:00+00:00`

function cap({ number, type, names }: Message): Buffer {
  const references = names === null ? '' : `<references>w@example.org,m${names},${sentAt(names)}</references>`
  const info = `<info><category>Met</category><event>Storm</event><urgency>Immediate</urgency><severity>Severe</severity>
    <certainty>Observed</certainty><headline>Storm, message ${number}</headline>
    <area><areaDesc>Hasakah</areaDesc><circle>36.5,40.75 10</circle></area></info>`
  return Buffer.from(`<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>m${number}</identifier>
    <sender>w@example.org</sender><sent>${sentAt(number)}</sent><status>Actual</status><msgType>${type}</msgType>
    <scope>Public</scope>${references}${type === 'Cancel' ? '' : info}</alert>`)
}

const alert: Message = { number: 1, type: 'Alert', names: null }
/** Each names its predecessor alone, as many senders write it. */
const updates: readonly Message[] = [
  { number: 2, type: 'Update', names: 1 },
  { number: 3, type: 'Update', names: 2 },
]
const cancel: Message = { number: 4, type: 'Cancel', names: 3 }

function ordersOf<T>(list: readonly T[]): readonly (readonly T[])[] {
  if (list.length < 2) return [list]
  return list.flatMap((first, at) => ordersOf(list.toSpliced(at, 1)).map((rest) => [first, ...rest]))
}

describe('messages that name only the one before', () => {
  let stage: FeedStage
  beforeAll(async () => {
    stage = await feedStage(startPostgres, '2026-11-09T06:00:00.000Z')
  })
  afterAll(() => stage.close())

  /** Each message in a poll of its own; what stands for itself after that. */
  async function after(messages: readonly Message[], again: boolean) {
    const name = `CAP ${messages.map(({ number }) => number).join('')}${again ? ' twice' : ''}`
    const { id } = await stage.feed({ name, source: name, format: 'cap', way: 'push', url: null })
    const found = await stage.feeds.one(id)
    if (!found.ok) throw new Error('no feed')
    for (const message of again ? [...messages, ...messages] : messages) {
      const { page } = await stage.gatherer.read(found.value.content, cap(message), null)
      await stage.intake.take(found.value, page)
    }
    const mine = (await stage.incidents()).filter(({ source }) => source === name)
    return mine.filter(({ mergedInto }) => mergedInto === undefined).map(({ title, status }) => ({ title, status }))
  }

  it.each(ordersOf([alert, ...updates]).map((order) => [order.map(({ number }) => number).join(', '), order] as const))(
    'are one incident, as the latest tells it, when they come as %s',
    async (_, order) => {
      const last = [{ title: 'Storm, message 3', status: 'unverified' }]
      expect(await after(order, false)).toEqual(last)
    },
  )

  it('are all withdrawn once the last of them is cancelled, in whatever order and however often they come', async () => {
    for (const order of ordersOf([alert, ...updates, cancel])) {
      const standing = await after(order, order[0]?.number === 4)
      expect(
        standing.map(({ status }) => status),
        order.map(({ number }) => number).join(', '),
      ).toEqual(standing.length === 0 ? [] : standing.map(() => 'refuted'))
      expect(standing.length).toBeGreaterThan(0)
    }
  }, 120_000)

  it('are one incident, as the latest tells it, when two nodes take versions of it at the same moment', async () => {
    for (let round = 1; round <= 10; round++) {
      const name = `At once ${round}`
      const { id } = await stage.feed({ name, source: name, format: 'usgs', way: 'push', url: null })
      const found = await stage.feeds.one(id)
      if (!found.ok) throw new Error('no feed')
      const feed = found.value
      const version = async (of: number) => {
        const updated = Date.parse(`2026-11-09T05:00:0${of}Z`)
        const body = Buffer.from(quakes(aQuake(`q${round}`, { title: `Version ${of}`, updated })))
        return (await stage.gatherer.read(feed.content, body, null)).page
      }
      const pages = await Promise.all([3, 1, 2].map(version))
      await Promise.all(pages.map((page) => stage.intake.take(feed, page)))
      const mine = (await stage.incidents()).filter(({ source }) => source === name)
      expect(mine.map(({ title }) => title)).toEqual(['Version 3'])
    }
  })
})

it('puts the same messages together, whatever their order', () => {
  const item = (at: number, refers: readonly number[]): FeedItem => ({
    ...{ externalId: `m${at}`, aliases: [`m${at}`], refers: refers.map((it) => `m${it}`) },
    ...{ updatedAt: null, input: null, withdrawn: false, hash: '' },
  })
  const some = fc.array(fc.tuple(fc.nat(9), fc.array(fc.nat(9), { maxLength: 2 })), { maxLength: 10 })
  const known = [
    ['m0', 'm0'],
    ['m5', 'm5'],
    ['m9', 'm5'],
  ] as const
  const told = (items: readonly FeedItem[], names: readonly (typeof known)[number][]) =>
    chainsOf(items, new Map(names))
      .map(({ roots, items: held }) =>
        [roots, [...new Set(held.map(({ externalId }) => externalId))].toSorted()].join(),
      )
      .toSorted()
  fc.assert(
    fc.property(
      some.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
      ([list, other]) => {
        const [a, b] = [list, other].map((them) => them.map(([at, refers]) => item(at, refers)))
        expect(told(a ?? [], known)).toEqual(told(b ?? [], known.toReversed()))
      },
    ),
  )
})
