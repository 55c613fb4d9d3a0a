import { createReadStream, existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { skipUnless } from '@cordon/test/skip'
import { describe, expect, it } from 'vitest'
import { readIncidents } from '../feed/read/detect.js'
import { isRefused } from '../feed/read/row.js'
import { parseIncident } from '../incident/parse.js'
import { Clock } from '../platform/clock.js'
import { PlaceService } from './place.service.js'
import { PointCheck, withDoubt } from './point-check.js'

const nothing = { query: async () => [] }
const points = new PointCheck(new PlaceService({ gazetteer: ['SY', 'IQ'] }, nothing, new Clock()))
const at = (longitude: number, latitude: number, locationPrecision: 'near' | 'country' = 'near') => ({
  geometry: { coordinates: [longitude, latitude] as const },
  properties: { locationPrecision, place: 'there' },
})
/** The airbase of Idlib, with words for its place. */
const told = (place: string) => ({ ...at(36.783056, 35.972222), properties: { place } })

describe('a point and the governorate that is stated with it', () => {
  it('that is not theirs are told apart: which place is near, where it lies, how far the stated one is', async () => {
    const doubtOf = await points.doubtOf()
    expect(doubtOf(at(36.783056, 35.972222), 'Homs')).toMatch(
      /^The text says Homs; .* lies in Idlib, and the nearest of Homs is 1\d\d km away\.$/,
    )
  })

  it.each(['Idlib', 'Idlib Governorate', 'إدلب'])('that is theirs agree: %s', async (admin1) => {
    expect((await points.doubtOf())(at(36.783056, 35.972222), admin1)).toBe(null)
  })

  it.each([
    ['no governorate is stated', at(36.78, 35.97), null],
    ['the gazetteer does not know it', at(36.78, 35.97), 'Xqzzvvkw'],
    ['only the country is known', at(36.78, 35.97, 'country'), 'Homs'],
  ])('are not held against each other where %s', async (_, told, admin1) => {
    expect((await points.doubtOf())(told, admin1)).toBe(null)
  })

  it.each(['Taftanaz, Homs', 'Taftanaz (Homs Governorate)', 'near Taftanaz, Homs, Syria', 'محافظة حمص'])(
    'that the words for the place name are told apart too: %s',
    async (place) => {
      const doubt = (await points.doubtOf())(told(place), null)
      expect(doubt).toMatch(/^The text says .*(Homs|حمص).* lies in Idlib, .* km away\.$/)
    },
  )

  it.each([
    'Taftanaz, Idlib',
    'Idlib, Homs',
    'Homs',
    'between Homs and Hama',
    'a depot, two cars',
    'Homs road, Taftanaz',
  ])('are not held against each other where the words may mean the place: %s', async (place) => {
    expect((await points.doubtOf())(told(place), null)).toBe(null)
  })

  it('that a field states are taken before those in the words for the place', async () => {
    const doubtOf = await points.doubtOf()
    expect(doubtOf(told('Taftanaz, Homs'), 'Idlib')).toBe(null)
  })

  it('ask no gazetteer where nothing is stated', async () => {
    const silent = new PointCheck({ index: () => Promise.reject(new Error('asked')) })
    const told = [{ ...at(36.78, 35.97), properties: { place: 'Taftanaz', tags: [] } }]
    expect(await silent.doubted(told)).toBe(told)
  })

  it('make a tag once, though it came in with it', () => {
    const doubted = withDoubt({ properties: { tags: ['a', 'place-check: as it was'] } }, 'as it is')
    expect(doubted.properties.tags).toEqual(['a', 'place-check: as it is'])
  })

  it('make a tag that fits among the others', () => {
    const full = { properties: { tags: Array.from({ length: 50 }, (_, n) => `t${n}`) } }
    const { tags } = withDoubt(full, 'x'.repeat(300)).properties
    expect(tags).toHaveLength(50)
    expect(tags[49]).toMatch(/^place-check: x+…$/)
    expect(tags[49]).toHaveLength(200)
    expect(withDoubt(full, null)).toBe(full)
  })
})

const dataFile = (name: string) => fileURLToPath(new URL(`../../../../shared/data/${name}`, import.meta.url))
const events = dataFile('ucdp-ged-nes-2016-2018.csv')
const named = dataFile('syria-places.csv')

describe('an incident that is known to its unit alone', () => {
  const wide = (locationPrecision: 'admin1' | 'admin2' | 'country', uncertaintyMetres: number | null = null) => ({
    geometry: { coordinates: [36.72339, 34.72682] as const },
    properties: { locationPrecision, uncertaintyMetres },
  })

  it('is as wide as that reaches, by the places of the gazetteer, from the capital that stands for it', async () => {
    const covered = await points.covered([wide('admin1'), wide('country')])
    const [homs = 0, syria = 0] = covered.map((it) => it.unitMetres ?? 0)
    expect(homs).toBeGreaterThan(195_000)
    expect(homs).toBeLessThan(300_000)
    expect(syria).toBeGreaterThan(550_000)
  })

  it('keeps the radius that its source states, and asks no gazetteer where none is missing', async () => {
    const silent = new PointCheck({ index: () => Promise.reject(new Error('asked')) })
    const told = [wide('admin1', 5_000), wide('admin2')]
    expect(await silent.covered(told)).toBe(told)
  })

  it('gives others their turn while many are measured', async () => {
    const rows = Array.from({ length: 3_000 }, (_, n) => ({
      ...wide('country'),
      geometry: { coordinates: [36 + n / 1_000, 34] },
    }))
    let turns = 0
    const watch = setInterval(() => (turns += 1), 1)
    await points.covered(rows)
    clearInterval(watch)
    expect(turns).toBeGreaterThan(2)
  })
})

describe('real data', () => {
  it('of 3,497 events is never flagged as it stands, and nearly always under a governorate that is not theirs', async (test) => {
    skipUnless(test, existsSync(events), `${events} is absent`)
    const doubtOf = await points.doubtOf()
    const result = await readIncidents(createReadStream(events), new Date().toISOString())
    if (!result.ok) throw new Error(result.message)
    let [rows, asStated, asHoms] = [0, 0, 0]
    for await (const row of result.reading.rows()) {
      const parsed = isRefused(row) ? null : parseIncident(row.feature, '2026-01-01T00:00:00.000Z')
      if (isRefused(row) || parsed?.ok !== true) continue
      rows += 1
      expect(row.admin1).toMatch(/Governorate$/)
      if (doubtOf(parsed.input, row.admin1) !== null) asStated += 1
      if (doubtOf(parsed.input, 'Homs Governorate') !== null) asHoms += 1
    }
    expect({ rows, asStated }).toEqual({ rows: 3_497, asStated: 0 })
    expect(asHoms / rows).toBeGreaterThan(0.95)
  })

  it('of 1,914 places is flagged at one, an airbase of Idlib that is filed under Homs', async (test) => {
    skipUnless(test, existsSync(named), `${named} is absent`)
    const doubtOf = await points.doubtOf()
    const flagged = readFileSync(named, 'utf8')
      .split('\n')
      .flatMap((line) => {
        const [, name = '', lat, lon, admin1] = /^"?(.*?)"?,(-?[\d.]+),(-?[\d.]+),([^,]*),/.exec(line) ?? []
        if (lat === undefined) return []
        const point = at(Number(lon), Number(lat))
        const inWords = { ...point, properties: { place: `${name}, ${admin1}` } }
        const doubts = [doubtOf(point, admin1), doubtOf(inWords, null)]
        return doubts.flatMap((doubt) => (doubt === null ? [] : [`${name}: ${doubt}`]))
      })
    const airbase = expect.stringMatching(/^Taftanaz Military Airbase: .* lies in Idlib, .* 116 km away\.$/)
    expect(flagged).toEqual([airbase, airbase])
  })
})
