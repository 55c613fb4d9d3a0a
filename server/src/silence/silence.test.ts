import { startPostgres } from '@cordon/test/postgres'
import { skipUnless } from '@cordon/test/skip'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ambush, officer, oneAfterTheOther, pipeline, pipelineAt } from '../ingest/ingest.fixture.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { PostponedTimers } from '../postponed/postponed.timers.js'
import { Sight } from '../sight/sight.js'
import { incidentPatch } from '../wire/index.js'
import { SilencePreviewService } from './silence-preview.service.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
let at: ReturnType<typeof pipeline>
let longitude = -170

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  at = pipeline(own.database)
})
afterAll(() => own.close())
beforeEach(() => (longitude += 4))

const stranger = { ...officer, id: '018f0000-0000-7000-8000-000000000009', name: 'omar' }

async function watched() {
  const zone = await at.zone({ type: 'Point', coordinates: [longitude, 10] }, { radiusMetres: 10_000 })
  return { zone, rule: await at.rule(zone) }
}

async function comes(properties: object = {}, node: Pick<typeof at, 'report'> = at): Promise<string> {
  at.clock.pass(1)
  const [outcome] = await node.report(ambush(longitude, 10, { occurredFrom: at.clock.now(), ...properties }))
  if (outcome?.ok !== true) throw new Error(JSON.stringify(outcome))
  return outcome.incident.id
}

async function raised(zoneId: string): Promise<number> {
  const text = 'select count(*)::int as n from alert where zone_id = $1'
  const [row] = await own.database.query<{ n: number }>({ name: null, text, values: [zoneId] })
  return row?.n ?? -1
}

async function hiddenBy(id: string): Promise<number | undefined> {
  return (await at.silences.list(officer)).find(({ silence }) => silence.id === id)?.hidden
}

describe('a silence', () => {
  it('counts each incident that it kept back once, over revisions and rules, and lists them', async () => {
    const { zone } = await watched()
    await at.rule(zone, { name: 'Another' })
    const { id } = await at.silence(zone, { minutes: 60 })
    const [first, second] = [await comes({ severity: 'minor' }), await comes()]
    const patch = incidentPatch.parse({ properties: { severity: 'severe' }, reason: 'Seen' })
    await at.ingest.submit({
      entries: [{ what: 'correct', id: first, patch, ifMatch: null }],
      by: 'wire',
      history: false,
    })
    expect(await raised(zone.id)).toBe(0)
    expect(await hiddenBy(id)).toBe(2)
    const listed = await at.silences.incidents(id, officer)
    expect(listed.ok && listed.value.map((it) => it.id)).toEqual([second, first])
  })

  it('holds on a node that has not heard of it, and ends there too when somebody ends it', async () => {
    const { zone } = await watched()
    const other = pipelineAt(own.database, at.clock)
    await comes({}, other)
    await comes({}, other)
    const { id } = await at.silence(zone, { minutes: 60 })
    await comes({}, other)
    await comes({}, other)
    expect([await raised(zone.id), await hiddenBy(id)]).toEqual([2, 2])
    await at.silences.end(id, officer)
    await comes({}, other)
    await comes({}, other)
    expect([await raised(zone.id), await hiddenBy(id)]).toEqual([4, 2])
  })

  it('makes due at once what it kept while it was being ended, where it was a snooze', async (context) => {
    skipUnless(
      context,
      own.database.kind === 'server',
      'The embedded engine has one connection: CORDON_TEST_DB=postgres',
    )
    const { zone } = await watched()
    const { id } = await at.silence(zone, { minutes: 600, isSnooze: true })
    await oneAfterTheOther(
      own.database,
      () => comes(),
      () => at.silences.end(id, officer),
    )
    await new PostponedTimers(own.database, at.clock, at.ingest).pass()
    expect([await hiddenBy(id), await raised(zone.id)]).toEqual([1, 1])
  })

  it('is over at its end without anybody doing anything, and is read by a house that has just begun', async () => {
    const { zone } = await watched()
    const { id } = await at.silence(zone, { minutes: 5 })
    const begun = pipelineAt(own.database, at.clock)
    await comes({}, begun)
    await comes({}, begun)
    at.clock.pass(3)
    await comes({}, begun)
    expect([await raised(zone.id), await hiddenBy(id)]).toEqual([1, 2])
  })

  it('keeps back one rule, or some types, and nothing as severe as it exempts', async () => {
    const { zone, rule } = await watched()
    const other = await at.rule(zone, { name: 'Other' })
    const { id } = await at.silence(zone, { minutes: 60, ruleId: other.id, types: ['ambush'], tellsFrom: 'extreme' })
    const incidents = [await comes(), await comes({ type: 'ied' }), await comes({ severity: 'extreme' })]
    const text = 'select rule_id as "ruleId", incident_id as "incidentId" from alert where zone_id = $1'
    const told = await own.database.query<{ ruleId: string; incidentId: string }>({
      name: null,
      text,
      values: [zone.id],
    })
    const toldOf = (ruleId: string) =>
      incidents.map((it) => told.some((a) => a.ruleId === ruleId && a.incidentId === it))
    expect(toldOf(rule.id)).toEqual([true, true, true])
    expect(toldOf(other.id)).toEqual([false, true, true])
    expect(await hiddenBy(id)).toBe(1)
  })
})

describe('whoever silences', () => {
  const until = (minutes: number) => new Date(at.clock.ms() + minutes * 60_000).toISOString()
  const begin = (zoneId: string, more: object, who = officer) =>
    at.silences.begin(zoneId, { reason: 'Mines', until: until(60), ...more }, who)

  it('has to say an end that is to come and not too far, and a rule of the zone', async () => {
    const [{ zone }, { rule: elsewhere }] = [await watched(), await watched()]
    const faultOf = async (more: object) => {
      const answer = await begin(zone.id, more)
      return answer.ok ? null : answer.failure.errors?.map(({ path, message }) => `${path}: ${message}`)
    }
    expect(await faultOf({ until: until(0) })).toEqual([
      expect.stringMatching(/^until: Expected an end after now; got /),
    ])
    expect(await faultOf({ until: until(32 * 1_440) })).toEqual(['until: Expected an end within 31 days'])
    expect(await faultOf({ ruleId: elsewhere.id })).toEqual([
      `ruleId: Expected the id of a rule of this zone; got ${elsewhere.id}`,
    ])
    expect(await faultOf({ until: until(31 * 1_440) })).toBeNull()
  })

  it('may change the zone; others read who it was, where they see the zone, and learn nothing elsewhere', async () => {
    const { zone } = await watched()
    expect(await begin(zone.id, {}, stranger)).toMatchObject({ failure: { code: 'not-allowed' } })
    const { id } = await at.silence(zone, { minutes: 60 })
    expect(await at.silences.end(id, stranger)).toMatchObject({ failure: { code: 'not-allowed' } })
    const place = { type: 'Point', coordinates: [longitude, 40] }
    const secret = await at.zone(place, { radiusMetres: 500, visibility: 'private' })
    const hidden = await at.silence(secret, { minutes: 60 })
    expect(await at.silences.end(hidden.id, stranger)).toMatchObject({ failure: { code: 'not-found' } })
    expect(await at.silences.incidents(hidden.id, stranger)).toMatchObject({ failure: { code: 'not-found' } })
    const seen = (await at.silences.list(stranger)).map(({ silence }) => silence.id)
    expect([seen.includes(id), seen.includes(hidden.id)]).toEqual([true, false])
  })

  it('ends it once', async () => {
    const { zone } = await watched()
    const { id } = await at.silence(zone, { minutes: 60 })
    at.clock.pass(5)
    expect(await at.silences.end(id, officer)).toMatchObject({ value: { endedAt: at.clock.now(), endedBy: 'dana' } })
    expect(await at.silences.end(id, officer)).toMatchObject({ failure: { code: 'wrong-state' } })
  })
})

describe('the preview of a silence', () => {
  it('is what it would have kept back, and what it would have told all the same, exercises left out', async () => {
    const { zone, rule } = await watched()
    const previews = new SilencePreviewService(own.database, at.clock, new Sight({ coarseKm: null }), at.silences)
    const kept = [await comes(), await comes({ type: 'ied' })]
    await comes({ severity: 'extreme' })
    await comes({ exercise: true })
    const ask = async (said: object) => {
      const answer = await previews.preview(zone.id, said, officer)
      if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
      return answer.value
    }
    const whole = await ask({ tellsFrom: 'extreme' })
    expect(whole).toMatchObject({ stands: 3, hidden: 2 })
    expect(whole.alerts.map(({ incidentId }) => incidentId)).toEqual(kept.toReversed())
    expect(await ask({ ruleId: rule.id, types: ['ied'] })).toMatchObject({ stands: 3, hidden: 1 })
    at.clock.pass(1)
    await at.silence(zone, { minutes: 60 })
    await comes()
    expect(await ask({})).toMatchObject({ stands: 3, hidden: 3 })
  })
})
