import { startPostgres } from '@cordon/test/postgres'
import { skipUnless } from '@cordon/test/skip'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { FeedSaid } from '../wire/index.js'
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

  const failed = expect.stringMatching(/^link: http:.*: (No answer|No connection)/)
  async function reasons(id: string): Promise<readonly string[]> {
    const page = await stage.rejects.page(id, { limit: 10 })
    return page.ok ? page.value.items.map(({ errors }) => `${errors[0]?.path}: ${errors[0]?.message}`) : []
  }

  it('come in whole, each thing once, and what is wrong with its reason', async (context) => {
    skipUnless(context, given, 'needs ../shared/data/feeds')
    for (const [format, name] of [
      ['usgs', names[0]],
      ['gdacs', names[1]],
    ] as const) {
      await stage.feed({ name: format, source: format, format, url: `${source.origin}/${name}`, radiusMetres: 1_000 })
    }
    const ids: string[] = []
    for (const name of names.slice(2)) {
      const said = { name, source: name, format: 'cap', url: `${source.origin}/${name}`, radiusMetres: 1_000 } as const
      ids.push((await stage.feed(said)).id)
    }
    await stage.poll(0)
    await stage.poll()
    const incidents = await stage.incidents()
    const count = (name: string) => incidents.filter(({ source: of }) => of === name).length
    expect([count('usgs'), count('gdacs')]).toEqual([1707, 115])
    expect(names.slice(2).map(count)).toEqual([1, 1, 1, 0, 0, 0, 0, 0])
    const why = await Promise.all(ids.map(reasons))
    expect(Object.fromEntries(names.slice(2).map((name, at) => [name, why[at]]))).toEqual({
      ...{ 'australia.cap': [], 'canada.cap': [], 'earthquake.cap': [] },
      'invalid.cap': ['scope: CAP requires <scope>; it is missing or empty'],
      'no_optional_fields.cap': ['info: It has no <info>: it says neither what nor where'],
      'weather.cap': [expect.stringMatching(/^place: Its place is only named \("Central and Southern Lewis/)],
      // What they name lies on servers of others, which nobody reaches from here.
      'weather_index.atom': [failed, failed],
      'ny_index.rss': [failed, failed],
    })
  }, 180_000)
})

interface Quakes {
  readonly metadata: { readonly generated: number }
  readonly features: readonly Quake[]
}
interface Quake {
  readonly id: string
  readonly properties: Readonly<Record<string, unknown>> & { readonly time: number; readonly updated: number }
  readonly geometry: { readonly coordinates: readonly [number, number, number] }
}

/** Off Hualien, where the week has two earthquakes of magnitude 6 and more. */
const hualien = [121.65, 24.16] as const
const hourMs = 3_600_000

describe('a real week of earthquakes that goes on', () => {
  let stage: FeedStage
  let source: Awaited<ReturnType<typeof aSource>>
  let week: Quakes
  let id = ''

  beforeAll(async () => {
    if (!given) return
    week = JSON.parse(await readFile(`${folder}all_week-2018-02-07.geojson`, 'utf8'))
    const limits = { idleMs: 500, totalMs: 2_000 }
    ;[stage, source] = await Promise.all([
      feedStage(startPostgres, new Date(week.metadata.generated).toISOString(), limits),
      aSource(),
    ])
    const zone = await stage.zones.create(
      {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [...hualien] },
        properties: { name: 'Hualien', visibility: 'public', radiusMetres: 100_000 },
      },
      stage.who,
    )
    if (!zone.ok) throw new Error('no zone')
    await stage.rules.create(zone.value.id, { name: 'Strong ones', minSeverity: 'severe' }, stage.who)
    answer(week.features)
    const point: FeedSaid['point'] = { type: 'Point', coordinates: [...hualien] }
    ;({ id } = await stage.feed({
      name: 'Week',
      source: 'USGS',
      url: `${source.origin}/week`,
      point,
      required: true,
      expectedMs: 3 * hourMs,
    }))
    await stage.poll(0)
  }, 180_000)
  afterAll(async () => {
    if (given) await Promise.all([stage.close(), source.close()])
  })
  beforeEach((context) => skipUnless(context, given, 'needs ../shared/data/feeds'))

  const answer = (features: readonly Quake[]) => source.at('/week', JSON.stringify({ ...week, features }))
  const now = () => stage.clock.ms()
  const changed = (it: Quake, properties: object): Quake => ({ ...it, properties: { ...it.properties, ...properties } })
  const told = async () =>
    (await stage.alerts()).map(({ ruleName, incidentTitle, state }) => `${ruleName}: ${incidentTitle}, ${state}`)
  const strong = [
    'Strong ones: M 6.1 - 21km NNE of Hualian, Taiwan, new',
    'Strong ones: M 6.4 - 22km NNE of Hualian, Taiwan, new',
  ]

  it('wakes for the strong ones near by that are fresh, and for nothing else of the week', async () => {
    expect((await told()).toSorted()).toEqual(strong)
    expect(await stage.look(id)).toMatchObject({ state: 'fresh', error: null, rejected: 0 })
  })

  it('makes what was changed a revision and what was deleted a refutation, leaves what is older or not listed, and wakes nobody anew', async () => {
    const raised = week.features.filter((it) => it.id === 'us1000chhc')
    const rest = week.features.filter((it) => !raised.includes(it))
    // The first forty are no longer listed.
    const [old, deleted] = [rest.slice(40, 60), rest.slice(60, 75)]
    const others = rest.slice(75)
    answer([
      ...others.slice(30),
      ...others.slice(0, 30).map((it) => changed(it, { title: 'M 2.5', updated: now() })),
      ...old.map((it) => changed(it, { mag: 9, updated: it.properties.updated - 60_000 })),
      ...deleted.map((it) => changed(it, { status: 'deleted', updated: now() })),
      ...raised.map((it) => changed(it, { mag: 6.5, title: 'M 6.5 - Hualien', updated: now() })),
    ])
    await stage.poll(hourMs)
    await stage.poll(hourMs)
    const incidents = (await stage.incidents()).filter((it) => it.source === 'USGS')
    expect(incidents).toHaveLength(1707)
    const revised = new Set([...others.slice(0, 30), ...deleted, ...raised].map((it) => it.id))
    expect(
      incidents
        .filter((it) => it.revision > 1)
        .map((it) => it.externalId)
        .toSorted(),
    ).toEqual([...revised].toSorted())
    expect(Math.max(...incidents.map((it) => it.revision))).toBe(2)
    expect(
      incidents
        .filter((it) => it.status === 'refuted')
        .map((it) => it.externalId)
        .toSorted(),
    ).toEqual(deleted.map((it) => it.id).toSorted())
    expect((await told()).toSorted()).toEqual(strong)
  })

  it.each([
    ['is cut short', () => source.at('/week', JSON.stringify(week).slice(0, 600_000)), /^This is not valid JSON/],
    [
      'turns to a web page',
      () => source.at('/week', '<!doctype html><title>Sign in</title>'),
      /^This is a web page \(HTML\)/,
    ],
    ['answers with nothing', () => source.at('/week', ''), 'The answer is empty'],
    [
      'answers and then says nothing more',
      () => source.at('/week', (_, response) => void response.write('{')),
      'Nothing came for 0.5 s',
    ],
  ] as const)('keeps what it has, says why and asks again where its source %s', async (_, breaks, why) => {
    breaks()
    await stage.poll(20 * 60_000)
    const feed = await stage.look(id)
    expect(feed.error).toMatch(why)
    expect((await stage.incidents()).filter((it) => it.source === 'USGS' && it.revision < 3)).toHaveLength(1707)
  })

  it('is failing by then, silent in time, raises one alert for that and stays open when it tells something again', async () => {
    expect(await stage.look(id)).toMatchObject({ state: 'failing', failures: 4 })
    await stage.poll(5 * hourMs)
    await stage.keeper.checkAll()
    await stage.poll(hourMs)
    await stage.keeper.checkAll()
    expect(await stage.look(id)).toMatchObject({ state: 'silent' })
    const silent = 'Week is silent: Week is silent, new'
    expect((await told()).toSorted()).toEqual([...strong, silent])
    answer(week.features.map((it, at) => (at > 0 ? it : changed(it, { title: 'M 1.0', updated: now() }))))
    await stage.poll()
    await stage.keeper.checkAll()
    expect(await stage.look(id)).toMatchObject({ state: 'fresh', failures: 0, error: null })
    expect((await told()).toSorted()).toEqual([...strong, silent])
  })
})
