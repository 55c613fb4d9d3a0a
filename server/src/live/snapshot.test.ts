import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WatchRoom } from '../alert/alert.fixture.js'
import type { Snapshot } from '../wire/live.js'

let room: WatchRoom
beforeAll(async () => (room = await WatchRoom.open(startPostgres)))
afterAll(() => room.close())

const archive = (zoneId: string, as = room.chief) =>
  room.send(`DELETE /api/zones/${zoneId}`, { as, headers: { 'if-match': '*' } })

/** Whether the world of somebody holds a zone and its rules. */
async function held(zoneId: string, as = room.chief): Promise<readonly [zone: boolean, rule: boolean]> {
  const { zones, rules } = await room.ask<Snapshot>('GET /api/snapshot', undefined, as)
  return [zones.features.some(({ id }) => id === zoneId), rules.some((rule) => rule.zoneId === zoneId)]
}

describe('the world that a page begins with', () => {
  it('holds an archived zone and its rules as long as an alert of theirs is open, since it is still escalated', async () => {
    const { lon, zoneId } = await room.watch()
    const alert = await room.attack(lon)
    expect((await archive(zoneId)).status).toBe(204)
    expect(await held(zoneId)).toEqual([true, true])
    await room.ask(`POST /api/alerts/${alert.id}/close`, { disposition: 'duplicate' })
    expect(await held(zoneId)).toEqual([false, false])
  })

  it('keeps the archived zone of another to its owner, whose alert of it is open', async () => {
    const omar = await room.invite('omar')
    const { lon, zoneId } = await room.watch({}, { visibility: 'private' }, omar.cookie)
    await room.attack(lon, {}, omar.cookie)
    expect((await archive(zoneId, omar.cookie)).status).toBe(204)
    expect(await held(zoneId, omar.cookie)).toEqual([true, true])
    expect(await held(zoneId)).toEqual([false, false])
  })
})
