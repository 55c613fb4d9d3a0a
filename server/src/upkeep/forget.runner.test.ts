import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { TestClock } from '../ingest/ingest.fixture.js'
import { append, incidentChange, ownDatabase } from '../live/feed.fixture.js'
import { ForgetRunner } from './forget.runner.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
beforeAll(async () => {
  own = await ownDatabase(startPostgres)
})
afterAll(() => own.close())

it('keeps the changes of seven days and lets go of all before, however many', async () => {
  const clock = new TestClock()
  const daysAgo = (days: number) => new Date(clock.ms() - days * 86_400_000)
  const some = (count: number) => Array.from({ length: count }, () => incidentChange())
  const old = await append(own.database, some(2_300), daysAgo(7.01))
  const end = await append(own.database, some(3), daysAgo(6.99))
  await new ForgetRunner(own.database, clock).tick()
  const left = await own.database.query<{ seq: number }>({ name: null, text: 'select seq from change', values: [] })
  expect(left.map(({ seq }) => seq)).toEqual([old + 1, old + 2, end])
})
