import { instantOf } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { skipUnless } from '@cordon/test/skip'
import { parse } from 'csv-parse/sync'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readIncidents } from '../feed/read/detect.js'
import { isRefused } from '../feed/read/row.js'
import { Searches } from '../incident/search.js'
import { officer, pipeline } from '../ingest/ingest.fixture.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { PlaceService } from '../place/place.service.js'
import { Sight } from '../sight/sight.js'
import { incidentInput, trendRoutes, type IncidentInput } from '../wire/index.js'
import { TrendService } from './trend.service.js'

const file = fileURLToPath(new URL('../../../../shared/data/ucdp-ged-nes-2016-2018.csv', import.meta.url))
const dayMs = 86_400_000
const columns = z.array(
  z.object({
    adm_1: z.string(),
    date_prec: z.string(),
    date_start: z.string(),
    latitude: z.coerce.number(),
    longitude: z.coerce.number(),
  }),
)
/** Round the governorate of Deir ez-Zor: west, south, east, north. */
const box = [39.4, 34.2, 41.4, 35.9] as const

describe('real events of three years', () => {
  let close: () => Promise<void> = async () => undefined
  let trends: TrendService
  let rows: z.output<typeof columns> = []

  beforeAll(async () => {
    if (!existsSync(file)) return
    rows = columns.parse(parse(readFileSync(file), { columns: true }))
    const own = await ownDatabase(startPostgres)
    close = own.close
    const at = pipeline(own.database)
    const events = await eventsOf(file)
    for (let from = 0; from < events.length; from += 500) await at.report(...events.slice(from, from + 500))
    const places = new PlaceService({ gazetteer: ['SY'] }, own.database, at.clock)
    trends = new TrendService(
      own.database,
      at.clock,
      new Searches(own.database, at.clock, new Sight({ coarseKm: null }), places),
    )
  }, 120_000)
  afterAll(() => close())
  beforeEach((context) => skipUnless(context, rows.length > 0, `${file} is not there`))

  /** Counts the rows of the file itself. */
  function byHand(isMeant: (row: (typeof rows)[number]) => boolean, endMs: number): readonly number[] {
    const weeks = Array.from({ length: 53 }, () => 0)
    for (const row of rows.filter((it) => it.date_prec === '1' && isMeant(it))) {
      const before = Math.ceil((endMs - Date.parse(row.date_start)) / (7 * dayMs))
      if (before >= 1 && before <= 53) weeks[53 - before] = (weeks[53 - before] ?? 0) + 1
    }
    return weeks
  }
  async function counted(question: object, endMs: number) {
    const query = trendRoutes.trend.query.parse({ ...question, to: instantOf(endMs - 1) })
    const answer = await trends.of(query, officer)
    if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
    return answer.value
  }

  const isInBox = ({ longitude: lon, latitude: lat }: (typeof rows)[number]) =>
    lon >= box[0] && lat >= box[1] && lon <= box[2] && lat <= box[3]

  it.each(['2017-03-01', '2017-11-20', '2018-06-15', '2019-01-01'])(
    'are counted week by week round Deir ez-Zor up to %s as in the file',
    async (end) => {
      const endMs = Date.parse(end)
      const expected = byHand(isInBox, endMs)
      expect(Math.max(...expected)).toBeGreaterThan(10)
      expect((await counted({ bbox: box.join(',') }, endMs)).weeks).toEqual(expected)
    },
  )

  it('are counted for the governorate by its name, and what is known to the week or worse is told of apart', async () => {
    const endMs = Date.parse('2018-01-01')
    const isThere = (row: (typeof rows)[number]) => row.adm_1 === 'Deir ez Zor Governorate'
    const { weeks, precisions, from } = await counted({ q: '"Deir ez Zor Governorate"' }, endMs)
    expect(weeks).toEqual(byHand(isThere, endMs))
    const vague = rows.filter(
      (row) => isThere(row) && row.date_prec !== '1' && row.date_start >= from.slice(0, 10) && row.date_start < '2018',
    )
    const left = precisions.filter(({ precision }) => ['week', 'month', 'year'].includes(precision))
    expect(left.reduce((sum, { count }) => sum + count, 0)).toBe(vague.length)
    expect(vague.length).toBeGreaterThan(10)
  })
})

async function eventsOf(path: string): Promise<readonly IncidentInput[]> {
  const result = await readIncidents(createReadStream(path), '2024-01-01T00:00:00.000Z')
  if (!result.ok) throw new Error(result.message)
  const events: IncidentInput[] = []
  for await (const row of result.reading.rows()) if (!isRefused(row)) events.push(incidentInput.parse(row.feature))
  return events
}
