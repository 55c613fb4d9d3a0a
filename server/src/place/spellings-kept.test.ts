import { distanceMetres } from '@cordon/alerts'
import { skipUnless } from '@cordon/test/skip'
import { parse } from 'csv-parse/sync'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Clock } from '../platform/clock.js'
import { PlaceService } from './place.service.js'

const file = fileURLToPath(new URL('../../../../shared/data/brief-places.csv', import.meta.url))
const rows = z.array(z.object({ canonical: z.string(), lat: z.string(), lon: z.string(), variants: z.string() }))
/** Spellings that two distinct places of the theatre bear, or nearly: whoever writes them has to be asked. */
const asked = ['Basira', 'al-Basira', 'Thiban', 'Theban', 'ذيبان']
/** So far may two gazetteers put one town apart. */
const apartMetres = 5_000

function spellings() {
  const read = rows.parse(parse(readFileSync(file, 'utf8'), { columns: true }))
  return read.flatMap(({ canonical, lat, lon, variants }) =>
    variants.split('|').map((text) => ({ text, canonical, at: [Number(lon), Number(lat)] as const })),
  )
}

describe('each spelling of the first theatre', () => {
  beforeEach((test) => skipUnless(test, existsSync(file), 'shared/data/brief-places.csv is absent'))
  const places = new PlaceService({ gazetteer: ['SY', 'IQ'] }, { query: async () => [] }, new Clock())

  it('finds its place, or is asked where it must be', async () => {
    for (const { text, canonical, at } of spellings()) {
      const { verdict, candidates } = await places.resolve(text)
      const near = candidates.find((it) => distanceMetres(it.position.point.coordinates, at) < apartMetres)
      expect(near, `${text} is ${canonical}`).toBeDefined()
      if (asked.includes(text)) expect(verdict, text).toBe('ambiguous')
      else if (verdict === 'found') expect(near, `${text} is placed at ${canonical}`).toBe(candidates[0])
      else expect(verdict, text).toBe('ambiguous')
    }
  })

  it('places most of them by itself', async () => {
    const verdicts = await Promise.all(spellings().map(async ({ text }) => (await places.resolve(text)).verdict))
    expect(verdicts.filter((it) => it === 'found').length / verdicts.length).toBeGreaterThan(0.7)
  })
})

const labels = z.object({
  features: z.array(
    z.object({
      properties: z.object({ name: z.string(), nameArabic: z.string().nullish() }),
      geometry: z.object({ coordinates: z.tuple([z.number(), z.number()]) }),
    }),
  ),
})

/** What the map of the first theatre calls its places, in both scripts. */
function mapped() {
  const file = new URL('../../../client/basemap/theatre.geojson', import.meta.url)
  return labels
    .parse(JSON.parse(readFileSync(file, 'utf8')))
    .features.flatMap(({ properties, geometry }) =>
      [properties.name, properties.nameArabic ?? ''].flatMap((text) =>
        text === '' ? [] : [{ text, at: geometry.coordinates }],
      ),
    )
}

describe('what stands on the map', () => {
  const places = new PlaceService({ gazetteer: ['SY', 'IQ', 'TR', 'JO', 'LB'] }, { query: async () => [] }, new Clock())

  it('is never placed elsewhere than where it stands, in either script', async () => {
    const wrong: string[] = []
    const known: string[] = []
    for (const { text, at } of mapped()) {
      const { verdict, candidates } = await places.resolve(text)
      const [first] = candidates
      const isThere = candidates.some((it) => distanceMetres(it.position.point.coordinates, at) < apartMetres)
      if (isThere) known.push(text)
      if (verdict === 'found' && first && distanceMetres(first.position.point.coordinates, at) >= apartMetres)
        wrong.push(text)
    }
    console.log(
      `${mapped().length} labels, ${known.length} known where they stand, placed elsewhere: ${wrong.join(', ')}`,
    )
    expect(wrong).toEqual([])
  })

  it.each(['As-Suwar', 'الصور', 'al-Suwar'])('names the town in the theatre among what %s may mean', async (text) => {
    const { verdict, candidates } = await places.resolve(text)
    expect(candidates.map(({ place }) => place.id)).toContain('theatre:as-suwar-town')
    expect(verdict === 'found' ? candidates[0]?.place.id : 'asked').toMatch(/^(theatre:as-suwar-town|asked)$/)
  })
})
