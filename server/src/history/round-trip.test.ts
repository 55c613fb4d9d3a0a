import { StreamableFile } from '@nestjs/common'
import { startPostgres } from '@cordon/test/postgres'
import type { Incident } from '@cordon/alerts'
import { spread } from '@cordon/test/spread'
import fc from 'fast-check'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readIncidents } from '../feed/read/detect.js'
import { chunksOf } from '../import/chunks.js'
import { PlaceService } from '../place/place.service.js'
import { PointCheck } from '../place/point-check.js'
import { ImportService } from '../import/import.service.js'
import { IncidentService } from '../incident/incident.service.js'
import { Searches } from '../incident/search.js'
import { sourceIdOf } from '../ingest/content.js'
import { officer, pipeline } from '../ingest/ingest.fixture.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { Reply } from '../platform/reply.js'
import { Sight } from '../sight/sight.js'
import { incidentInput, type IncidentInput } from '../wire/index.js'
import { ExportController } from './export.controller.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
let at: ReturnType<typeof pipeline>
let incidents: IncidentService
let imports: ImportService

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  at = pipeline(own.database)
  const points = {
    covered: async <T>(them: readonly T[]) => them,
    doubted: async <T>(them: readonly T[]) => them,
    doubtOf: async () => () => null,
    reachOf: async () => () => 0,
  }
  const places = new PlaceService({ gazetteer: ['SY'] }, own.database, at.clock)
  const searches = new Searches(own.database, at.clock, new Sight({ coarseKm: null }), places)
  incidents = new IncidentService(own.database, at.ingest, at.clock, searches, points)
  imports = new ImportService(
    own.database,
    at.ingest,
    at.clock,
    new PointCheck(new PlaceService({ gazetteer: ['SY'] }, own.database, at.clock)),
  )
})
afterAll(() => own.close())

const seed = Number(process.env['SEED'] ?? 20211109)

/**
 * What travels with an export: all that is said of an incident, its source, and its source's id or else ours. What the
 * house keeps of it (revision, grade, who recorded it when) is made anew; a status is then what its source states.
 */
function travelling({ id, point, ...it }: Incident) {
  const { kind, type, title, summary, severity, status, uncertaintyMetres, locationPrecision, place } = it
  const { occurredFrom, occurredTo, timePrecision, actors, targets, casualties, tags, exercise, source } = it
  return {
    ...{ kind, type, title, summary, severity, status, point, uncertaintyMetres, locationPrecision, place },
    ...{ occurredFrom, occurredTo, timePrecision, actors, targets, casualties, tags, exercise },
    // Sources are known by their ids: of two spellings of one name the first that comes is kept.
    source: source === null ? null : sourceIdOf(source),
    externalId: it.externalId ?? id,
    reportedAt: it.reportedAt,
  }
}

/** Formulas, quotes, line ends, separators, scripts from right to left, signs of several code points. */
const nasty = [
  ...[
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '＝cmd|calc',
    "'=x",
    "'",
    '"',
    '""',
    '","',
    ',',
    ';',
    '; ',
    '|',
    '\\',
    '\\;',
    '\\n',
  ],
  ...['\n', '\r\n', '\r', '\t', ' ', '  ', '\u00a0', '\u0085', '\u2028', '\ufeff', '\u200f', '\u202e', 'null', 'true'],
  ...[
    'هجوم على حاجز',
    'الشحيل، دير الزور',
    '٣',
    '🚒',
    '👩‍🚒',
    '𒀀',
    'é',
    'e\u0301',
    'ﷺ',
    '{"type":"Feature"',
    '</script>',
    '0x1F',
  ],
]
const piece = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...nasty) }, fc.string({ unit: 'binary', maxLength: 6 }))
const words = fc.array(piece, { minLength: 1, maxLength: 6 }).map((pieces) => pieces.join(''))
const names = fc.array(words, { maxLength: 4 })
const count = fc.option(fc.record({ low: fc.nat(9), best: fc.constant(null), high: fc.integer({ min: 9, max: 40 }) }))
const claim = fc.record({ source: fc.option(words), killed: count, injured: count, words: fc.option(words) })
const moment = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2026-11-01'), noInvalidDate: true })
  .map((it) => it.toISOString())

const properties = fc.record(
  {
    type: fc.constantFrom('ambush', 'ied', 'other'),
    title: words,
    occurredFrom: moment,
    occurredTo: fc.constantFrom('2026-11-02T03:04:05.678Z', '2026-11-08T00:00:00.000Z'),
    kind: fc.constantFrom('event', 'threat'),
    summary: words,
    severity: fc.constantFrom('minor', 'extreme', 'unknown'),
    status: fc.constantFrom('confirmed', 'disputed', 'refuted', 'unverified'),
    timePrecision: fc.constantFrom('exact', 'day', 'month'),
    uncertaintyMetres: fc.constantFrom(0, 0.5, 1e-7, 250, 25_000),
    locationPrecision: fc.constantFrom('exact', 'admin1'),
    place: words,
    actors: names,
    targets: names,
    tags: names,
    casualties: fc.array(claim, { maxLength: 3 }),
    exercise: fc.boolean(),
    source: words,
    externalId: words,
    reportedAt: moment,
  },
  { requiredKeys: ['type', 'title', 'occurredFrom'] },
)
const position = fc.tuple(spread(-180, 180), spread(-90, 90))

/** Whatever of it the API takes. */
const input = fc.tuple(position, properties).map(([coordinates, said]) =>
  incidentInput.safeParse({
    type: 'Feature',
    geometry: { type: 'Point', coordinates },
    properties: said,
  }),
)
const inputs = fc
  .array(input, { minLength: 1, maxLength: 25 })
  .map((list) => list.flatMap((it): readonly IncidentInput[] => (it.success ? [it.data] : [])))

async function emptied(): Promise<void> {
  const text = `truncate incident, incident_revision, report, source, source_revision, change, import, import_refusal,
    import_incident cascade`
  await own.database.query({ name: null, text, values: [] })
}

async function all(): Promise<readonly object[]> {
  const walked = await incidents.walk({}, officer)
  if (!walked.ok) throw new Error(JSON.stringify(walked.failure))
  const found: Incident[] = []
  for await (const page of walked.value) found.push(...page)
  const keyed = found
    .map((it) => withPlainLines(travelling(it)))
    .map((it) => [JSON.stringify([it.source, it.externalId]), it] as const)
  return keyed.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, it]) => it)
}

/** A line end within a text comes back as one of our own. */
function withPlainLines<T>(it: T): T {
  const plain: T = JSON.parse(JSON.stringify(it).replace(/\\r\\n/g, '\\n'))
  return plain
}

async function exported(as: 'csv' | 'geoJson'): Promise<Buffer> {
  const answer = await new ExportController(incidents)[as]({ params: undefined, body: undefined, query: {} }, officer)
  if (!(answer instanceof Reply) || !(answer.body instanceof StreamableFile)) throw new Error('It is no file.')
  return buffer(answer.body.getStream())
}

async function imported(file: Buffer): Promise<void> {
  const read = await readIncidents(Readable.from([file]), at.clock.now())
  if (!read.ok) throw new Error(read.message)
  const { id } = await imports.begin({ name: 'again', sha256: '0'.repeat(64) }, officer)
  for await (const chunk of chunksOf(read.reading.rows(), 1)) {
    const stored = await imports.rows(id, chunk)
    expect(stored).toMatchObject({ ok: true, value: { refused: 0 } })
    expect(chunk.refused).toEqual([])
  }
}

describe.each(['csv', 'geoJson'] as const)('an export as %s', (as) => {
  it('comes back into an empty database as the same incidents', async () => {
    await fc.assert(
      fc.asyncProperty(inputs, async (list) => {
        await emptied()
        if (list.length > 0) await at.report(...list)
        const before = await all()
        const file = await exported(as)
        await emptied()
        await imported(file)
        expect(await all()).toEqual(before)
      }),
      { numRuns: 25, seed, endOnFailure: true },
    )
  }, 240_000)
})
