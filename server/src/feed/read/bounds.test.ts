import { expect, it } from 'vitest'
import type { ReadContext, Told } from './page.js'
import type { WorkerOrder, WorkerWord } from './reader.js'
import { toldOf } from './teller.js'
import { spawnAt } from './threads.js'
import type { FeedRecord } from './told-record.js'

/** The thread as it is built: one cannot run the sources. */
const entry = new URL('../../../dist/feed/read/worker.js', import.meta.url)
const context = (format: ReadContext['format']): ReadContext => ({
  ...{ format, mapping: null, source: 'S', contentType: null, now: '2026-11-09T06:00:00.000Z' },
  ...{ point: { type: 'Point', coordinates: [40, 35] }, radiusMetres: 100_000 },
})

/** What a thread with the memory of the product makes of a payload: how many it took, and why it took no more. */
function readIn(format: ReadContext['format'], text: string) {
  const order: WorkerOrder = { what: 'read', bytes: Buffer.from(text), context: context(format) }
  return new Promise<{ items: number; reasons: readonly string[] }>((resolve, reject) => {
    const worker = spawnAt(entry)
    let items = 0
    const reasons: string[] = []
    worker.on('error', reject).on('message', (word: WorkerWord) => {
      if (word.is !== 'part') return void worker.terminate().then(() => resolve({ items, reasons }))
      items += word.part.items.length
      reasons.push(...word.part.refusals.flatMap(({ errors }) => errors.map(({ message }) => message)))
      worker.postMessage('next')
    })
    worker.postMessage(order)
  })
}

const header = 'type,title,occurredFrom,longitude,latitude'
const most = 'Only the first 100,000 records are read; cut the payload into parts'

it('reads the first of a million short lines, and says how many', { timeout: 120_000 }, async () => {
  const { items, reasons } = await readIn('csv', `${header}\n${'1\n'.repeat(1_000_000)}`)
  expect([items, reasons.length, reasons.at(-2), reasons.at(-1)]).toEqual([
    0,
    1_001,
    'Line 1001: Expected 5 columns, got 1',
    '99001 more could not be taken and are not kept',
  ])
})

it.each(['json', 'usgs'] as const)(
  'reads the first of five million numbers in the place of features, as %s',
  { timeout: 120_000 },
  async (format) => {
    const features = `[${'1,'.repeat(5_000_000)}1]`
    const { reasons } = await readIn(format, `{"type":"FeatureCollection","features":${features}}`)
    expect([reasons.length, reasons[0]]).toEqual([1_001, 'Record 1: Expected an object; got 1'])
  },
)

it('says of the first record beyond those that are read that there are more, and asks for no other', () => {
  let asked = 0
  function* endless(): Generator<FeedRecord> {
    for (;;) yield { where: `Line ${++asked}`, record: {} }
  }
  let last: Told | null = null
  for (const told of toldOf(endless(), ({ where }) => ({ refused: [], externalId: where, raw: () => '' }))) last = told
  expect([asked, last]).toMatchObject([100_001, { refused: [{ message: `Line 100001: ${most}` }] }])
})
