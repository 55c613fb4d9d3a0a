import type { Alert, Disposition, Explanation, RuleRecord } from '@cordon/alerts'
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

interface Told {
  readonly record: RuleRecord
  readonly latest: readonly Alert[]
}

describe('the record of a rule', () => {
  async function ended(lon: number, disposition: Disposition | null): Promise<Alert> {
    await room.pass(1)
    const alert = await room.attack(lon)
    if (disposition === null) return alert
    await room.ask(`POST /api/alerts/${alert.id}/acknowledge`, {})
    return room.ask<Alert>(`POST /api/alerts/${alert.id}/close`, { disposition })
  }

  it('says what it told and how that ended, the newest first, to whoever may see its zone', async () => {
    const { lon } = await room.watch()
    const { ruleId } = await ended(lon, 'acted on')
    for (const how of ['false positive', 'false positive', 'false positive', null] as const) await ended(lon, how)
    const { record, latest } = await room.ask<Told>(`GET /api/rules/${ruleId}/record`)
    expect(record).toMatchObject({ raised: 5, open: 1, closed: 4 })
    expect(record.ended.filter(({ alerts }) => alerts > 0)).toEqual([
      { disposition: 'acted on', alerts: 1 },
      { disposition: 'false positive', alerts: 3 },
    ])
    expect(record.findings).toEqual([{ code: 'record.wrong', values: { wrongCount: 3, closedCount: 4 } }])
    expect(latest.map(({ state }) => state)).toEqual(['new', 'closed', 'closed', 'closed', 'closed'])
  })

  it('counts no exercise, and names it as one', async () => {
    const { lon } = await room.watch()
    const { ruleId } = await ended(lon, 'acted on')
    await room.pass(1)
    await room.attack(lon, { exercise: true })
    const { record, latest } = await room.ask<Told>(`GET /api/rules/${ruleId}/record`)
    expect(record).toMatchObject({ raised: 1, open: 0, closed: 1 })
    expect(latest.map(({ exercise }) => exercise)).toEqual([true, false])
  })

  it('forgets what is older than the days that are asked for', async () => {
    const { lon } = await room.watch()
    const { ruleId } = await room.attack(lon)
    await room.pass(3 * 1_440)
    const { record } = await room.ask<Told>(`GET /api/rules/${ruleId}/record?days=2`)
    expect(record).toMatchObject({ raised: 0, findings: [{ code: 'record.silent' }] })
    expect(record.days).toHaveLength(3)
    expect(await room.send(`GET /api/rules/${ruleId}/record?days=0`)).toMatchObject({ status: 400 })
  })
})
