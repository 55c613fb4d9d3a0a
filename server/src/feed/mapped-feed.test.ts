import { startPostgres } from '@cordon/test/postgres'
import { bareMapping, mappingPresets, type RecordMapping } from '@cordon/alerts'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FeedSaid } from '../wire/index.js'
import { aSource, feedStage, type FeedStage } from './feed.fixture.js'

let stage: FeedStage
let source: Awaited<ReturnType<typeof aSource>>
let name: string
let count = 0

beforeAll(async () => {
  ;[stage, source] = await Promise.all([feedStage(startPostgres, '2026-11-09T06:00:00.000Z'), aSource()])
})
afterAll(async () => {
  await Promise.all([stage.close(), source.close()])
})
beforeEach(() => {
  name = `Mapped ${++count}`
})

const day = { from: ['التاريخ'], clock: [], format: 'day-first', zone: 'UTC' } as const
/** A field team's sheet: semicolons, decimal commas, Arabic names and digits. */
const sheet: RecordMapping = {
  ...bareMapping,
  name: 'Field team',
  decimal: 'comma',
  id: { from: ['nr'] },
  title: { template: '{what}, {place}' },
  type: { from: ['what'], table: { Shelling: 'shelling', كمين: 'ambush' }, otherwise: null },
  position: { how: 'fields', longitude: ['lon'], latitude: ['lat'] },
  place: { from: ['place'] },
  admin1: { from: ['gov'] },
  occurredFrom: day,
  killed: { low: [], best: ['dead'], high: [] },
}
const header = 'nr;what;place;gov;lon;lat;التاريخ;dead'

const feedOf = (format: 'csv' | 'json', mapping: RecordMapping | null, answer: string) => {
  source.at(`/${count}`, answer)
  const round: FeedSaid['point'] = { type: 'Point', coordinates: [40.4, 35.3] }
  const said = { name, source: name, format, mapping, url: `${source.origin}/${count}`, radiusMetres: 300_000 }
  return stage.feed({ ...said, point: round })
}
const here = async () => (await stage.incidents()).filter((incident) => incident.source === name)
const refusals = async (id: string) => {
  const page = await stage.rejects.page(id, { limit: 50 })
  return page.ok ? page.value.items : []
}

describe('a feed of CSV', () => {
  it('reads what spreadsheets write; what is wrong with a row is said by line and column, and the rest comes in', async () => {
    const rows = [
      'a;Shelling;Hajin;;40,8308;34,6897;09/11/2021;3',
      'b;كمين;الشحيل;;٤٠٫٤٥؛;٣٥٫١;٠٩/١١/٢٠٢١;٢'.replace('؛', ''),
      'c;Shelling;Hajin;;40,8308;34,6897;31/06/2021;0',
      'd;Shelling;"Hajin;;40,8308;34,6897;09/11/2021;0',
      'e;Shelling;\'=HYPERLINK("x");;40,8308;34,6897;09/11/2021;0',
      'f;Picnic;Hajin;;40,8308;34,6897;09/11/2021;0',
      'g;Shelling;Hajin;;34,6897;140,8308;09/11/2021;0',
    ]
    const { id } = await feedOf('csv', sheet, `\ufeff${[header, ...rows].join('\r\n')}`)
    await stage.poll(0)
    await stage.poll()
    expect(await here()).toMatchObject([
      { externalId: 'a', type: 'shelling', point: { coordinates: [40.8308, 34.6897] }, revision: 1 },
      {
        externalId: 'b',
        type: 'ambush',
        point: { coordinates: [40.45, 35.1] },
        occurredFrom: '2021-11-09T00:00:00.000Z',
      },
      { externalId: 'e', place: '=HYPERLINK("x")' },
    ])
    const told = (await refusals(id)).map(({ errors }) => `${errors[0]?.path}: ${errors[0]?.message}`)
    expect(told.toSorted()).toEqual([
      expect.stringMatching(
        /^lat: Line 8: Expected a latitude between -90 and 90; are longitude and latitude swapped\?/,
      ),
      expect.stringMatching(/^place: Line 5: The quotation mark that opens here is not closed/),
      expect.stringMatching(/^what: Line 7: Expected one of Shelling, كمين; got "Picnic"/),
      expect.stringMatching(
        /^التاريخ: Line 4: Expected a moment that exists \(2021-06-31 does not exist: that month has 30 days/,
      ),
    ])
    expect(await stage.look(id)).toMatchObject({ error: null, rejected: 4 })
  })

  it('takes what states another governorate than its point lies in, with a tag that says so, and refuses nothing', async () => {
    const rows = [
      'a;Shelling;Hajin;Deir ez-Zor;40,8308;34,6897;09/11/2021;0',
      'b;Shelling;Hajin;Homs;40,8308;34,6897;09/11/2021;0',
    ]
    const { id } = await feedOf('csv', sheet, [header, ...rows].join('\n'))
    await stage.poll(0)
    const odd = expect.stringMatching(/^place-check: The text says Homs; .* lies in Deir ez-Zor/)
    expect(await here()).toMatchObject([{ tags: [] }, { tags: [odd] }])
    expect(await refusals(id)).toEqual([])
    await stage.poll()
    expect(await here()).toMatchObject([{ revision: 1 }, { revision: 1 }])
  })

  it('needs no mapping where its columns are known, and says what to do where they are not', async () => {
    const columns =
      'event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,location,latitude,longitude,geo_precision,fatalities'
    const row = 'SYR1,09 November 2021,1,Battles,Armed clash,IS,Thiban,35.0150,40.5103,1,2'
    const wrong = row.replace('SYR1', 'SYR2').replace('35.0150', '135.0150')
    const { id } = await feedOf('csv', null, `${columns}\n${row}\n${wrong}`)
    await stage.poll(0)
    expect(await here()).toMatchObject([{ externalId: 'acled:SYR1', type: 'armed-clash', severity: 'moderate' }])
    // Nobody takes it in where it is not before they have said where it is.
    const [refused] = await refusals(id)
    expect(refused).toMatchObject({ externalId: 'acled:SYR2', draft: { geometry: null } })
    expect(await stage.rejects.replay({ id, reject: refused?.id ?? '' }, refused?.draft, stage.who)).toMatchObject({
      failure: { code: 'invalid-input', errors: [{ path: 'geometry' }] },
    })

    source.at(`/${count}`, 'when,what\n2021-11-09,x')
    await stage.poll()
    const feed = (await stage.feeds.list()).find((it) => it.name === name)
    expect(feed?.error).toMatch(/^Give the feed a mapping: The header names no known format/)
  })

  it('follows a row by its id through changes and its being taken back', async () => {
    const mapping = { ...sheet, deleted: { from: ['what'], yes: ['gone'] } }
    const { id } = await feedOf('csv', mapping, `${header}\n1;Shelling;Hajin;;40,83;34,69;09/11/2021;0`)
    await stage.poll(0)
    source.at(`/${count}`, `${header}\n1;Shelling;Hajin;;40,83;34,69;09/11/2021;7`)
    await stage.poll()
    expect(await here()).toMatchObject([{ revision: 2, status: 'unverified' }])
    source.at(`/${count}`, `${header}\n1;gone;;;;;;`)
    await stage.poll()
    expect(await here()).toMatchObject([{ revision: 3, status: 'refuted' }])
    expect(await refusals(id)).toEqual([])
  })
})

describe('a feed of JSON', () => {
  const record = (id: number, over: object = {}) => ({
    id,
    kind: 'Shelling',
    at: { lat: 35.1, lon: 40.4 },
    when: '2021-11-09T05:00:00Z',
    changed: 1636437600 + id,
    ...over,
  })
  const mapping: RecordMapping = {
    ...bareMapping,
    name: 'API',
    records: 'data.items',
    id: { from: ['id'] },
    title: { template: '{kind} {id}' },
    type: { from: ['kind'], table: { shelling: 'shelling' }, otherwise: 'other' },
    position: { how: 'fields', longitude: ['at.lon'], latitude: ['at.lat'] },
    occurredFrom: { from: ['when'], clock: [], format: 'iso', zone: 'UTC' },
    updatedAt: { from: ['changed'], clock: [], format: 'epoch-seconds', zone: 'UTC' },
  }

  it('reads the records at a path by fields at paths, and lets no older copy undo a newer one', async () => {
    const answer = (items: readonly object[]) => JSON.stringify({ data: { items, next: null } })
    await feedOf('json', mapping, answer([record(1), record(2, { when: 'soon' })]))
    await stage.poll(0)
    source.at(`/${count}`, answer([record(1, { kind: 'Something', changed: 1636437000 })]))
    await stage.poll()
    expect(await here()).toMatchObject([{ externalId: '1', title: 'Shelling 1', revision: 1 }])
    expect(await stage.rejected()).toContainEqual(
      expect.objectContaining({ externalId: '2', draft: expect.objectContaining({ type: 'Feature' }) }),
    )
  })

  it('says where it looked for records and what it found instead', async () => {
    const { id } = await feedOf('json', mapping, JSON.stringify({ error: 'no such key', code: 7 }))
    await stage.poll(0)
    expect((await stage.look(id)).error).toBe(
      'Expected a list of records at "data.items"; got an object with error, code',
    )
  })

  it.each([
    [
      'JSON lines with a broken one in the middle',
      `${JSON.stringify(record(1))}\n{"id":\n${JSON.stringify(record(3))}`,
      ['1', '3'],
    ],
    ['a bare list', JSON.stringify([record(1)]), ['1']],
    ['a list somewhere inside', JSON.stringify({ page: 1, result: { rows: [record(1)] } }), ['1']],
  ])('finds the records by itself in %s', async (_, answer, ids) => {
    await feedOf('json', { ...mapping, records: null }, answer)
    await stage.poll(0)
    expect((await here()).map(({ externalId }) => externalId)).toEqual(ids)
  })

  it('reads USGS and ACLED by their presets as well', async () => {
    const time = Date.parse('2026-11-09T05:00:00Z')
    const said = { mag: 6.2, title: 'M 6.2', time, updated: time, status: 'automatic', type: 'earthquake' }
    const quake = {
      type: 'Feature',
      id: 'us1',
      properties: said,
      geometry: { type: 'Point', coordinates: [40.7, 36.5, 9] },
    }
    await feedOf('json', mappingPresets.usgs, JSON.stringify({ type: 'FeatureCollection', features: [quake] }))
    await stage.poll(0)
    expect(await here()).toMatchObject([{ externalId: 'us1', severity: 'severe', type: 'natural-hazard' }])
    name = `Mapped ${++count}`
    const event = {
      event_id_cnty: 'SYR2',
      event_date: '2021-11-09',
      sub_event_type: 'Grenade',
      latitude: '35.1',
      longitude: '40.4',
    }
    const rest = {
      time_precision: '1',
      geo_precision: '2',
      fatalities: '0',
      timestamp: '1636500000',
      actor1: 'Unidentified',
    }
    await feedOf('json', mappingPresets.acled, JSON.stringify({ status: 200, data: [{ ...event, ...rest }] }))
    await stage.poll(0)
    expect(await here()).toMatchObject([{ externalId: 'acled:SYR2', type: 'grenade', locationPrecision: 'area' }])
  })
})

describe('what a feed tells by name alone', () => {
  it('is placed where the name is clear, and left to a person where it is not', async () => {
    const rows = [
      '1;Shelling;al-Shahil;;;;09/11/2021;0',
      '2;Shelling;Theban;;;;09/11/2021;0',
      '3;Shelling;Nowhereville;;;;09/11/2021;0',
      '4;Shelling;about 30 km southeast of Deir el-Zour;;;;09/11/2021;0',
    ]
    const { id } = await feedOf('csv', sheet, [header, ...rows].join('\n'))
    await stage.poll(0)
    const placed = await here()
    expect(placed.map(({ externalId }) => externalId)).toEqual(['1', '4'])
    expect(placed[0]?.point.coordinates[0]).toBeCloseTo(40.45, 0)
    expect(placed[1]?.uncertaintyMetres).toBeGreaterThan(2_000)
    const asked = (await refusals(id)).map(({ externalId, errors, draft }) => [externalId, errors[0]?.message, draft])
    expect(asked.toSorted()).toEqual([
      [
        '2',
        expect.stringMatching(/^"Theban" may be .* or .*: say which, give longitude/),
        expect.objectContaining({ geometry: null }),
      ],
      ['3', expect.stringMatching(/^Its place is only named \("Nowhereville"\)/), expect.anything()],
    ])
  })
})
