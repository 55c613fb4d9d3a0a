import type { Explanation } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WatchRoom } from '../alert/alert.fixture.js'

let room: WatchRoom
let omar: { readonly id: string; readonly cookie: string }
beforeAll(async () => {
  room = await WatchRoom.open(startPostgres)
  omar = await room.invite('omar')
})
afterAll(() => room.close())

interface Explained {
  readonly items: readonly (Explanation & { readonly ruleId: string })[]
}

describe('what several rules made of an incident', () => {
  it('is said at once, each as it is said of that rule alone', async () => {
    const { lon } = await room.watch()
    const { incidentId, ruleId } = await room.attack(lon)
    const { items } = await room.ask<Explained>(
      `GET /api/explanations?incident=${incidentId}&rules=${ruleId},${ruleId}`,
    )
    const alone = await room.ask<Explanation>(`GET /api/explain?incident=${incidentId}&rule=${ruleId}`)
    expect(items).toEqual([{ ruleId, ...alone }])
  })

  it('leaves out rules that this person may not see, and those that there are not', async () => {
    const { lon } = await room.watch({}, { visibility: 'private' }, omar.cookie)
    const { incidentId, ruleId } = await room.attack(lon, {}, omar.cookie)
    const asked = `GET /api/explanations?incident=${incidentId}&rules=${ruleId},01234567-89ab-4cde-8f01-23456789abcd`
    expect(await room.ask<Explained>(asked)).toEqual({ items: [] })
    expect((await room.ask<Explained>(asked, undefined, omar.cookie)).items).toMatchObject([{ ruleId, fired: true }])
  })

  it('is refused for no rule, for what is no id, for more than a hundred, and for an incident that there is not', async () => {
    const nowhere = '01234567-89ab-4cde-8f01-23456789abcd'
    const many = Array.from({ length: 101 }, (_, n) => `01234567-89ab-4cde-8f01-${String(n).padStart(12, '0')}`)
    for (const rules of ['', 'near', many.join()])
      expect(await room.send(`GET /api/explanations?incident=${nowhere}&rules=${rules}`)).toMatchObject({ status: 400 })
    expect(await room.send(`GET /api/explanations?incident=${nowhere}&rules=${nowhere}`)).toMatchObject({ status: 404 })
  })
})
