import type { Rule, Zone } from '@cordon/alerts'
import { ZonesAtHand, type Disc } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownDatabase } from '../live/feed.fixture.js'
import { officer, pipeline } from './ingest.fixture.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
beforeAll(async () => {
  own = await ownDatabase(startPostgres)
})
afterAll(() => own.close())

const incidentId = '018f0000-0000-7000-8000-0000000000aa'
const disc = (longitude: number, latitude: number, radiusMetres = 100): Disc => {
  return {
    n: 3,
    incidentId,
    exercise: false,
    point: { type: 'Point', coordinates: [longitude, latitude] },
    radiusMetres,
  }
}
const edit = (id: string) => ({ id, who: officer, ifMatch: null })

async function rulesAt(zones: ZonesAtHand, where: Disc): Promise<readonly string[] | 'unclear'> {
  await zones.refresh(own.database, new Date().toISOString())
  const near = zones.view()?.near([where])
  return near === undefined || near.unclear.length > 0 ? 'unclear' : near.found.map(({ ruleId }) => ruleId)
}

async function watched(at: ReturnType<typeof pipeline>, [longitude, latitude]: readonly [number, number]) {
  const zone: Zone = await at.zone({ type: 'Point', coordinates: [longitude, latitude] }, { radiusMetres: 5_000 })
  const rule: Rule = await at.rule(zone)
  return { zone, rule }
}

describe('the zones at hand', () => {
  it('follow what is drawn, listened to, muted, archived and brought back', async () => {
    const at = pipeline(own.database)
    const zones = new ZonesAtHand()
    expect(await rulesAt(zones, disc(10, 10))).toEqual([])
    const { zone, rule } = await watched(at, [10, 10])
    expect(await rulesAt(zones, disc(10, 10))).toEqual([rule.id])
    const second = await at.rule(zone, { name: 'Second' })
    expect(await rulesAt(zones, disc(10, 10))).toEqual([rule.id, second.id].sort())
    await at.rules.change({ enabled: false }, edit(rule.id))
    expect(await rulesAt(zones, disc(10, 10))).toEqual([second.id])
    await at.zones.archive(edit(zone.id))
    expect(await rulesAt(zones, disc(10, 10))).toEqual([])
    await at.zones.restore(edit(zone.id))
    expect(await rulesAt(zones, disc(10, 10))).toEqual([second.id])
  })

  it('are as many as there are, however many pages they fill', async () => {
    const at = pipeline(own.database)
    for (let n = 0; n < 300; n += 1) await watched(at, [-60 + n / 10, -20])
    const zones = new ZonesAtHand()
    expect(await rulesAt(zones, disc(-60, -20))).toHaveLength(1)
    expect(await rulesAt(zones, disc(-60 + 29.9, -20))).toHaveLength(1)
  })

  it('leave to PostGIS what is close to a limit, wide, or on the date line', async () => {
    const at = pipeline(own.database)
    const zones = new ZonesAtHand()
    await watched(at, [0, 40])
    await watched(at, [179.99, 40])
    // 5,000 m east of the centre at 40° north.
    const edge = 5_000 / 85_393.64
    expect(await rulesAt(zones, disc(edge, 40, 0))).toBe('unclear')
    expect(await rulesAt(zones, disc(edge * 0.99, 40, 0))).toHaveLength(1)
    expect(await rulesAt(zones, disc(0, 40, 40_000))).toBe('unclear')
    expect(await rulesAt(zones, disc(-179.99, 40))).toBe('unclear')
  })

  it('hear of whatever may lie within their reach, and leave to PostGIS whether it does where that is close', async () => {
    const at = pipeline(own.database)
    const zones = new ZonesAtHand()
    await watched(at, [0, -40])
    const edge = 5_000 / 85_393.64
    expect(await rulesAt(zones, disc(edge * 1.1, -40, 400))).toEqual([])
    expect(await rulesAt(zones, disc(edge * 1.1, -40, 500))).toBe('unclear')
    expect(await rulesAt(zones, disc(edge * 1.1, -40, 600))).toHaveLength(1)
    // All of it lies within, or all but its edge.
    expect(await rulesAt(zones, disc(edge * 0.9, -40, 500))).toBe('unclear')
    const wide = await at.zone({ type: 'Point', coordinates: [5, -40] }, { radiusMetres: 5_000, reachMetres: 3_000 })
    const { id } = await at.rule(wide)
    expect(await rulesAt(zones, disc(5 + edge * 1.5, -40))).toEqual([id])
    expect(await rulesAt(zones, disc(5 + edge * 1.7, -40))).toEqual([])
  })

  it('hear over the date line of what lies beyond it', async () => {
    const at = pipeline(own.database)
    const zones = new ZonesAtHand()
    await watched(at, [179.94, -40])
    await watched(at, [-179.94, -30])
    expect(await rulesAt(zones, disc(-179.9999, -40, 1_000))).not.toEqual([])
    expect(await rulesAt(zones, disc(179.9999, -30, 1_000))).not.toEqual([])
  })

  it('are not there until they are read again, once the database was lost', async () => {
    const at = pipeline(own.database)
    const zones = new ZonesAtHand()
    const { rule } = await watched(at, [70, 10])
    expect(await rulesAt(zones, disc(70, 10))).toEqual([rule.id])
    zones.forget()
    expect(zones.view()).toBeNull()
    expect(await rulesAt(zones, disc(70, 10))).toEqual([rule.id])
  })
})
