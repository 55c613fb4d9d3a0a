import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WatchRoom } from '../alert/alert.fixture.js'
import type { reviewOut } from '../wire/index.js'
import type { z } from 'zod'

type Review = z.output<typeof reviewOut>
type Person = Awaited<ReturnType<WatchRoom['invite']>>

let room: WatchRoom
let omar: Person
let lina: Person
let sara: Person
let gate: Awaited<ReturnType<WatchRoom['watch']>>
let missed: { readonly id: string }
const minute = 60_000

const review = (as: string, days = 7) => room.ask<Review>(`GET /api/review?days=${days}`, undefined, as)
const rowsOf = ({ rows }: Review, by: string) => rows.find((it) => it.by === by)?.rows ?? []
const namesOf = (it: Review, by: string) => rowsOf(it, by).map(({ name }) => name)

beforeAll(async () => {
  room = await WatchRoom.open(startPostgres)
  omar = await room.invite('omar')
  lina = await room.invite('lina')
  sara = await room.invite('sara', 'supervisor')
  gate = await room.watch({ name: 'Anything' }, { name: 'Gate' })
  await room.ask('POST /api/shifts', {}, omar.cookie)
  const [first, second] = [await room.attack(gate.lon), await room.attack(gate.lon)]
  await room.pass(2)
  await room.ask(`POST /api/alerts/${first.id}/acknowledge`, {}, omar.cookie)
  await room.pass(10)
  await room.ask(`POST /api/alerts/${second.id}/acknowledge`, {}, lina.cookie)
  await room.ask(`POST /api/alerts/${first.id}/close`, { disposition: 'false positive' }, lina.cookie)
  await room.attack(gate.lon, { exercise: true })
  const strict = await room.watch({ name: 'Only the worst', minSeverity: 'extreme' }, { name: 'Camp' })
  const { lon } = strict
  // Of a zone that is hers alone, whose rule was asked as well.
  const geometry = { type: 'Point', coordinates: [lon, 10] }
  const properties = { name: 'Hers', visibility: 'private', radiusMetres: 5_000 }
  const hers = await room.ask<{ id: string }>('POST /api/zones', { type: 'Feature', geometry, properties }, lina.cookie)
  await room.ask(`POST /api/zones/${hers.id}/rules`, { name: 'Only hers', minSeverity: 'extreme' }, lina.cookie)
  missed = await room.ask<{ id: string }>('POST /api/incidents', told(lon, { title: 'Ambush at the camp' }))
  await room.ask(`PATCH /api/incidents/${missed.id}`, { override: { grade: 'A1' }, reason: 'Seen by two of ours' })
  await room.ask('POST /api/incidents', told(lon, { title: 'Nobody is sure of it' }))
  await room.pass(1)
})
afterAll(() => room.close())

function told(lon: number, properties: object): object {
  const said = { type: 'ambush', severity: 'severe', occurredFrom: room.clock.now(), uncertaintyMetres: 100 }
  return {
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lon, 10] },
    properties: { ...said, ...properties },
  }
}

describe('how the watch did', () => {
  it('tells a supervisor how long everybody took, exercises left out', async () => {
    const all = await review(sara.cookie)
    expect(all.all).toMatchObject({ alerts: 2, open: 1, acknowledged: { number: 2, medianMs: 2 * minute } })
    expect(all.all.acknowledged?.ninetiethMs).toBe(12 * minute)
    expect(namesOf(all, 'officer')).toEqual(['lina', 'omar'])
    expect(rowsOf(all, 'officer')[1]).toMatchObject({ alerts: 1, acknowledged: { medianMs: 2 * minute }, closed: null })
    expect(rowsOf(all, 'shift')).toMatchObject([{ name: 'omar', alerts: 2 }])
    expect(namesOf(all, 'zone')).toEqual(['Gate'])
    expect(all.noise).toMatchObject([{ ruleName: 'Anything', raised: 2, closed: 1, noise: 1 }])
    expect(all.load).toMatchObject({ most: 2, over: 1, target: 1, spans: 7 * 144 })
  })

  it('tells an officer of no other officer', async () => {
    const own = await review(lina.cookie)
    expect(namesOf(own, 'officer')).toEqual(['lina'])
    expect(namesOf(own, 'shift')).toEqual([])
    expect(namesOf(await review(omar.cookie), 'shift')).toEqual(['omar'])
    expect(own.all.alerts).toBe(2)
  })

  it('names what is known well and bad now and raised nothing, with the word of each rule that was asked', async () => {
    const { missed: it } = await review(sara.cookie)
    expect(it.total).toBe(1)
    expect(it.incidents.map(({ incident }) => incident.properties.title)).toEqual(['Ambush at the camp'])
    const [found] = it.incidents
    expect(found?.unfired).toMatchObject([{ zoneName: 'Camp', ruleName: 'Only the worst', stage: 'severity' }])
    expect(found?.unfired[0]?.reason).toMatch(/severe/)
    const [own] = (await review(lina.cookie)).missed.incidents
    expect(own?.unfired.map(({ zoneName }) => zoneName)).toEqual(['Camp', 'Hers'])
  })

  it('looks back no further than it is asked', async () => {
    await room.pass(3 * 24 * 60)
    const later = await room.ask<Review>('GET /api/review?days=2')
    expect(later).toMatchObject({ all: { alerts: 0, acknowledged: null }, missed: { total: 0 } })
  })

  it('names what was told of as an exercise alone and is real', async () => {
    const played = await room.attack(gate.lon, { exercise: true, occurredFrom: room.clock.now() })
    await room.ask(`PATCH /api/rules/${gate.ruleId}`, { minSeverity: 'extreme' })
    await room.correct(played, { exercise: false }, { override: { grade: 'A1' } })
    await room.pass(1)
    const { missed: it } = await room.ask<Review>('GET /api/review?days=1')
    expect(it.incidents.map(({ incident }) => incident.id)).toEqual([played.incidentId])
  })
})
