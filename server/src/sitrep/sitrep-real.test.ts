import type { Sitrep, SitrepFigureName } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { skipUnless } from '@cordon/test/skip'
import { parse } from 'csv-parse/sync'
import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readIncidents } from '../feed/read/detect.js'
import { isRefused } from '../feed/read/row.js'
import { IncidentService } from '../incident/incident.service.js'
import { Searches } from '../incident/search.js'
import { officer, pipeline } from '../ingest/ingest.fixture.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { PlaceService } from '../place/place.service.js'
import { Sight } from '../sight/sight.js'
import { incidentInput, sitrepInput, type IncidentInput } from '../wire/index.js'
import { sitrepPdf } from './pdf/sitrep-pdf.js'
import { SitrepReckoner } from './reckoner.js'
import { SitrepService } from './sitrep.service.js'

const file = fileURLToPath(new URL('../../../../shared/data/ucdp-ged-nes-2016-2018.csv', import.meta.url))
const columns = z.array(
  z.object({
    ...{ adm_1: z.string(), date_prec: z.string(), date_start: z.string(), where_prec: z.string() },
    ...{ low: z.coerce.number(), best: z.coerce.number(), high: z.coerce.number() },
    ...{ latitude: z.coerce.number(), longitude: z.coerce.number() },
  }),
)
type Row = z.output<typeof columns>[number]

describe('a report of real events', () => {
  let close: () => Promise<void> = async () => undefined
  let sitreps: SitrepService
  let database: Awaited<ReturnType<typeof ownDatabase>>['database']
  let rows: readonly Row[] = []

  beforeAll(async () => {
    if (!existsSync(file)) return
    rows = columns.parse(parse(readFileSync(file), { columns: true }))
    const own = await ownDatabase(startPostgres)
    close = own.close
    database = own.database
    const at = pipeline(own.database)
    const events = await eventsOf(['2017-08', '2017-09'])
    for (let from = 0; from < events.length; from += 500) await at.report(...events.slice(from, from + 500))
    const places = new PlaceService({ gazetteer: ['SY', 'IQ'] }, own.database, at.clock)
    const searches = new Searches(own.database, at.clock, new Sight({ coarseKm: null }), places)
    const points = {
      covered: async <T>(them: readonly T[]) => them,
      doubted: async <T>(them: readonly T[]) => them,
      doubtOf: async () => () => null,
      reachOf: async () => () => 0,
    }
    const incidents = new IncidentService(own.database, at.ingest, at.clock, searches, points)
    const reckoner = new SitrepReckoner(own.database, incidents, places)
    sitreps = new SitrepService(own.database, at.clock, reckoner, { owe: () => Promise.resolve() })
  }, 120_000)
  afterAll(() => close())
  beforeEach((context) => skipUnless(context, rows.length > 0, `${file} is not there`))

  async function drawnUp(question: object): Promise<Sitrep> {
    const made = await sitreps.create(sitrepInput.parse({ month: '2017-09', ...question }), officer)
    if (!made.ok) throw new Error(JSON.stringify(made.failure))
    return made.value
  }
  const inMonth = (month: string, isMeant: (row: Row) => boolean = () => true) =>
    rows.filter((row) => row.date_start.startsWith(month) && isMeant(row))
  const summed = (them: readonly Row[], of: 'low' | 'best' | 'high') => them.reduce((sum, row) => sum + row[of], 0)
  const figureOf = ({ content }: Sitrep, name: SitrepFigureName) => content.figures.find((it) => it.name === name)

  it('holds the figures of the month and of the one before as they are counted by hand from the file', async () => {
    const report = await drawnUp({})
    const [now, before] = [inMonth('2017-09'), inMonth('2017-08')]
    expect(now.length).toBeGreaterThan(200)
    expect(figureOf(report, 'attacks')).toMatchObject({
      now: { low: now.length, high: now.length },
      before: { low: before.length },
    })
    const killed = figureOf(report, 'killed')
    expect(killed?.now).toMatchObject({ best: summed(now, 'best'), incidents: now.length })
    // Where the file's own bounds do not hold its best figure, they are widened until they do.
    expect(killed?.now.low).toBe(now.reduce((sum, it) => sum + Math.min(it.low, it.best, it.high), 0))
    expect(killed?.now.high).toBe(now.reduce((sum, it) => sum + Math.max(it.low, it.best, it.high), 0))
    expect(killed?.before.best).toBe(summed(before, 'best'))
    expect(figureOf(report, 'raids')).toMatchObject({ now: { low: 0 }, before: { low: 0 } })
  })

  it('stays as it was signed, whatever is written to the database', async () => {
    const { id, hash, revision } = await drawnUp({})
    await sitreps.sign(hash, { id, who: officer, ifMatch: null })
    const write = (text: string) => database.query({ name: null, text, values: [id] })
    await expect(write(`update sitrep set content = '{}' where id = $1`)).rejects.toThrow('is signed')
    await expect(write(`delete from sitrep where id = $1`)).rejects.toThrow('is signed')
    const now = await sitreps.one(id)
    expect(now.ok && now.value.revision).toBe(revision + 1)
  })

  it('counts its weeks and names apart what is in none, as in the file', async () => {
    const { content } = await drawnUp({})
    const byHand = content.weeks.map(
      ({ from, until }) =>
        inMonth(
          '2017-09',
          (it) => it.date_prec === '1' && it.date_start >= from.slice(0, 10) && it.date_start < until.slice(0, 10),
        ).length,
    )
    expect(content.weeks.map(({ incidents }) => incidents)).toEqual(byHand)
    expect(content.weekless).toBe(inMonth('2017-09', (it) => it.date_prec !== '1').length)
    const vague = content.incidents.filter(({ doubts }) => doubts.includes('place'))
    expect(vague).toHaveLength(inMonth('2017-09', (it) => it.where_prec !== '1').length)
  })

  it.each(['en', 'ar'] as const)(
    'is printed the same to the byte, in %s',
    async (language) => {
      const report = await drawnUp({ title: 'Situation in September', asOf: '2026-11-09T06:00:00.000Z' })
      const printed = await sitrepPdf(report, language)
      expect(printed.subarray(0, 5).toString()).toBe('%PDF-')
      expect(printed.equals(await sitrepPdf(report, language))).toBe(true)
    },
    60_000,
  )

  it('counts what a search finds, and its governorates nearly as the file has them', async () => {
    const box = [39.4, 34.2, 41.4, 35.9] as const
    const isInBox = ({ longitude: lon, latitude: lat }: Row) =>
      lon >= box[0] && lat >= box[1] && lon <= box[2] && lat <= box[3]
    const report = await drawnUp({ search: { bbox: box.join(',') } })
    expect(figureOf(report, 'attacks')?.now.low).toBe(inMonth('2017-09', isInBox).length)
    const whole = await drawnUp({})
    const deirEzZor = whole.content.governorates.find(({ nameArabic }) => nameArabic === 'دير الزور')?.incidents ?? 0
    const stated = inMonth(
      '2017-09',
      ({ adm_1: unit, where_prec: known }) => unit === 'Deir ez Zor Governorate' && '12'.includes(known),
    ).length
    expect(Math.abs(deirEzZor - stated) / stated).toBeLessThan(0.05)
  })
})

async function eventsOf(months: readonly string[]): Promise<readonly IncidentInput[]> {
  const result = await readIncidents(createReadStream(file), '2024-01-01T00:00:00.000Z')
  if (!result.ok) throw new Error(result.message)
  const events: IncidentInput[] = []
  for await (const row of result.reading.rows()) {
    if (isRefused(row)) continue
    const event = incidentInput.parse(row.feature)
    if (months.some((month) => event.properties.occurredFrom.startsWith(month))) events.push(event)
  }
  return events
}
