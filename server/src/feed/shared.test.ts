import { startPostgres } from '@cordon/test/postgres'
import { skipUnless } from '@cordon/test/skip'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aSource, feedStage, type FeedStage } from './feed.fixture.js'

const folder = fileURLToPath(new URL('../../../../shared/data/feeds/', import.meta.url))
const given = existsSync(folder)

describe('the feeds of the real world', () => {
  let stage: FeedStage
  let source: Awaited<ReturnType<typeof aSource>>

  beforeAll(async () => {
    if (!given) return
    ;[stage, source] = await Promise.all([feedStage(startPostgres, '2026-11-09T06:00:00.000Z'), aSource()])
    for (const name of names) source.at(`/${name}`, await readFile(folder + name))
  })
  afterAll(async () => {
    if (given) await Promise.all([stage.close(), source.close()])
  })

  const names = ['all_week-2018-02-07.geojson', 'gdacs-rss-7d.xml', 'australia.cap', 'canada.cap', 'earthquake.cap']
  names.push('invalid.cap', 'no_optional_fields.cap', 'weather.cap', 'weather_index.atom', 'ny_index.rss')

  it('come in whole, each thing once, and what is wrong with its reason', async (context) => {
    skipUnless(context, given, 'needs ../shared/data/feeds')
    for (const [format, name] of [
      ['usgs', names[0]],
      ['gdacs', names[1]],
    ] as const) {
      await stage.feed({ name: format, source: format, format, url: `${source.origin}/${name}`, radiusMetres: 1_000 })
    }
    for (const name of names.slice(2)) {
      await stage.feed({ name, source: name, format: 'cap', url: `${source.origin}/${name}`, radiusMetres: 1_000 })
    }
    await stage.poll(0)
    await stage.poll()
    const incidents = await stage.incidents()
    const count = (name: string) => incidents.filter(({ source: of }) => of === name).length
    expect([count('usgs'), count('gdacs')]).toEqual([1707, 115])
    expect(names.slice(2).map(count)).toEqual([1, 1, 1, 0, 0, 0, 0, 0])
    const refused = (await stage.rejected()).map(({ errors }) => errors[0]?.message ?? '')
    expect(refused).toContain('CAP requires <scope>; it is missing or empty')
    expect(refused).toContain('It has no <info>: it says neither what nor where')
    expect(refused.some((it) => it.startsWith('Its place is only named ("Central and Southern Lewis'))).toBe(true)
  }, 180_000)
})
