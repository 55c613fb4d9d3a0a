import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pipelineAt } from '../ingest/ingest.fixture.js'
import { feedStage, type FeedStage } from './feed.fixture.js'

/** A message in words, such as "2 Exercise Cancel 1": its number, its status, its type and which one it names. */
type Message = `${number} ${'Actual' | 'Exercise' | 'Test'} ${'Alert' | `${'Update' | 'Cancel'} ${number}`}`

const sentAt = (number: string) => `2026-11-09T0${number}:00:00+00:00`

function cap(message: Message): Buffer {
  const [number = '', status, type, names] = message.split(' ')
  const references = names === undefined ? '' : `<references>w@example.org,m${names},${sentAt(names)}</references>`
  const info = `<info><category>Met</category><event>Storm</event><urgency>Immediate</urgency><severity>Severe</severity>
    <certainty>Observed</certainty><headline>Storm ${number}</headline>
    <area><areaDesc>Hasakah</areaDesc><circle>36.5,40.75 1</circle></area></info>`
  return Buffer.from(`<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>m${number}</identifier>
    <sender>w@example.org</sender><sent>${sentAt(number)}</sent><status>${status}</status><msgType>${type}</msgType>
    <scope>Public</scope>${references}${type === 'Cancel' ? '' : info}</alert>`)
}

describe('a drill and what is real, told by CAP messages that name each other', () => {
  let stage: FeedStage
  let ruleId: string
  beforeAll(async () => {
    stage = await feedStage(startPostgres, '2026-11-09T08:00:00.000Z')
    const at = pipelineAt(stage.database, stage.clock)
    const zone = await at.zone({ type: 'Point', coordinates: [40.75, 36.5] }, { radiusMetres: 30_000 })
    ruleId = (await at.rule(zone, {})).id
  })
  afterAll(() => stage.close())

  /** What stands after messages that come in polls of their own, or in one, and what was alerted for it as it stands. */
  async function after(messages: readonly Message[], together = false): Promise<readonly string[]> {
    const name = `${messages.join(', ')}${together ? ' together' : ''}`
    const { id } = await stage.feed({ name, source: name, format: 'cap', way: 'push', url: null })
    const found = await stage.feeds.one(id)
    if (!found.ok) throw new Error('no feed')
    const { content } = found.value
    const pages = await Promise.all(
      messages.map(async (message) => (await stage.gatherer.read(content, cap(message), null)).page),
    )
    const [first] = pages
    if (together && first !== undefined) {
      await stage.intake.take(found.value, { ...first, items: pages.flatMap(({ items }) => items) })
    } else for (const page of pages) await stage.intake.take(found.value, page)
    const alerts = await stage.alerts()
    return (await stage.incidents())
      .filter(({ source, mergedInto }) => source === name && mergedInto === undefined)
      .map((it) => {
        const isTold = alerts.some(
          ({ incidentId, exercise, ...alert }) =>
            alert.ruleId === ruleId && incidentId === it.id && exercise === it.exercise,
        )
        return `${it.title} ${it.exercise ? 'played' : 'real'} ${it.status}${isTold ? ', told so' : ''}`
      })
      .toSorted()
  }

  it.each([
    ['1 Exercise Alert', '2 Actual Update 1', 'Storm 2 real unverified, told so'],
    ['1 Actual Alert', '2 Exercise Update 1', 'Storm 2 played unverified, told so'],
    ['1 Exercise Alert', '2 Actual Cancel 1', 'Storm 1 played refuted, told so'],
    ['1 Exercise Alert', '2 Exercise Cancel 1', 'Storm 1 played refuted, told so'],
    ['1 Actual Alert', '2 Test Update 1', 'Storm 1 real unverified, told so'],
    ['1 Actual Alert', '2 Test Cancel 1', 'Storm 1 real unverified, told so'],
  ] as const)('are one incident, as the later one tells it: %s, %s', async (first, second, stands) => {
    expect(await after([first, second])).toEqual([stands])
  })

  it.each([
    [['1 Actual Alert', '2 Exercise Cancel 1']],
    [['2 Exercise Cancel 1', '1 Actual Alert']],
    [['3 Exercise Cancel 2', '1 Actual Alert', '2 Exercise Cancel 1']],
  ] as const)('never take back what is real by the end of the drill: %j', async (messages) => {
    for (const together of [false, true]) {
      expect(await after(messages, together)).toEqual(['Storm 1 real unverified, told so'])
    }
  })

  it.each([
    [['1 Exercise Alert', '3 Exercise Cancel 1', '2 Actual Update 1']],
    [['3 Exercise Cancel 2', '1 Exercise Alert', '2 Actual Update 1']],
  ] as const)('tell what is real also where the drill that it grew from is over by then: %j', async (messages) => {
    for (const together of [false, true]) {
      expect(await after(messages, together)).toEqual(['Storm 2 real unverified, told so'])
    }
  })

  it.each([
    [['2 Actual Cancel 1', '3 Exercise Cancel 1', '1 Actual Alert']],
    [['2 Actual Cancel 1', '3 Exercise Cancel 2', '1 Actual Alert']],
    [['3 Exercise Cancel 1', '2 Actual Cancel 1', '1 Actual Alert']],
    [['3 Exercise Cancel 2', '2 Actual Cancel 1', '1 Actual Alert']],
  ] as const)('are not told once they are taken back, whenever the drill is over: %j', async (messages) => {
    for (const together of [false, true]) {
      expect(await after(messages, together)).toEqual(['Storm 1 real refuted'])
    }
  })

  it('are taken back by a cancel that is real, also after the end of the drill', async () => {
    const stands = ['Storm 1 real refuted, told so']
    expect(await after(['1 Actual Alert', '2 Exercise Cancel 1', '3 Actual Cancel 1'])).toEqual(stands)
    expect(await after(['2 Exercise Cancel 1', '1 Actual Alert', '3 Actual Cancel 1'])).toEqual(stands)
    expect(await after(['3 Exercise Cancel 1', '1 Actual Alert', '2 Actual Cancel 1'])).toEqual(stands)
    expect(await after(['3 Exercise Cancel 2', '1 Actual Alert', '2 Actual Cancel 1'])).toEqual(stands)
  })

  it('stand as the latest tells them where the one between them comes last', async () => {
    expect(await after(['1 Exercise Alert', '3 Actual Update 2', '2 Actual Update 1'])).toEqual([
      'Storm 1 played refuted, told so',
      'Storm 3 real unverified, told so',
    ])
    expect(await after(['1 Actual Alert', '3 Exercise Update 2', '2 Exercise Update 1'])).toEqual([
      'Storm 1 real refuted, told so',
      'Storm 3 played unverified, told so',
    ])
  })
})
