import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { officer, pipeline } from '../ingest/ingest.fixture.js'
import { ownDatabase } from '../live/feed.fixture.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
let at: ReturnType<typeof pipeline>

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  at = pipeline(own.database)
})
afterAll(() => own.close())

const other = { ...officer, id: '018f0000-0000-7000-8000-000000000002', name: 'omar' }
const token = {
  kind: 'token',
  id: officer.id,
  name: 'program',
  scopes: ['write'],
  permissions: officer.permissions,
} as const
const edit = (id: string, ifMatch = '*', who: typeof officer = officer) => ({ id, who, ifMatch })
const anyHour = { timeZone: 'UTC', spans: [] }

/** A day of each year, all day. */
function yearly(day: string, what = 'Feast'): string {
  const event = `UID:1\nSUMMARY:${what}\nDTSTART;VALUE=DATE:2020${day}\nRRULE:FREQ=YEARLY`
  return `BEGIN:VCALENDAR\nX-WR-TIMEZONE:Asia/Damascus\nBEGIN:VEVENT\n${event}\nEND:VEVENT\nEND:VCALENDAR\n`
}
/** A time that is meant by whatever clock the calendar has. */
const floating = `BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20300101T080000\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n`
const over = yearly('0101', 'Long ago').replace('FREQ=YEARLY', 'FREQ=YEARLY;COUNT=2')

let turn = 0
async function zone(properties: object = {}, who = officer) {
  turn += 1
  return at.zone(
    { type: 'Point', coordinates: [turn, 10] },
    { radiusMetres: 1_000, name: `Zone ${turn}`, ...properties },
    who,
  )
}

async function toldOf(id: string, who = officer) {
  return (await at.calendars.list(who)).find(({ calendar }) => calendar.id === id)
}

describe('a calendar', () => {
  it('is told with its own zone, what comes next, and which rules go by it', async () => {
    const { id } = await at.calendar(yearly('1225'))
    const { id: zoneId, name: zoneName } = await zone()
    const rule = await at.rules.create(
      zoneId,
      { name: 'By feasts', hours: { ...anyHour, calendars: [{ id, when: 'not' }] } },
      officer,
    )
    const next = { from: '2026-12-24T21:00:00.000Z', to: '2026-12-25T21:00:00.000Z', what: 'Feast' }
    const rules = [{ ruleId: rule.ok ? rule.value.id : '', ruleName: 'By feasts', zoneId, zoneName }]
    expect(await toldOf(id)).toMatchObject({
      ...{ next, rules, rulesCount: 1, isOver: false },
      calendar: { timeZone: 'Asia/Damascus', eventsCount: 1 },
    })
  })

  it('says that it is over where none of its events comes any more', async () => {
    const { id } = await at.calendar(over, 'Old')
    expect(await toldOf(id)).toMatchObject({ ahead: 0, next: null, isOver: true })
  })

  it('is a new version where it is imported anew, renamed, or shown to others, and only as it was read', async () => {
    const { id } = await at.calendar(yearly('0301'))
    const renamed = await at.calendars.change({ name: 'Spring' }, edit(id, '"1"'))
    expect(renamed).toMatchObject({ ok: true, value: { version: 2, name: 'Spring', timeZone: 'Asia/Damascus' } })
    expect(await at.calendars.change({ name: 'Late' }, edit(id, '"1"'))).toMatchObject({
      failure: { code: 'stale-etag' },
    })
    const moved = await at.calendars.change({ source: yearly('0401') }, edit(id, '"2"'))
    expect(moved).toMatchObject({ ok: true, value: { version: 3, name: 'Spring' } })
    const between = { from: '2027-01-01T00:00:00.000Z', to: '2027-12-31T00:00:00.000Z' }
    const events = await at.calendars.events(id, between, officer)
    expect(events.ok && events.value.map(({ from }) => from)).toEqual(['2027-03-31T21:00:00.000Z'])
  })

  it('is changed by one of two who change what they have read, and by whoever names no version on what it is by then', async () => {
    const { id } = await at.calendar(yearly('0301'))
    const both = [{ name: 'First' }, { source: yearly('0401') }].map((it) => at.calendars.change(it, edit(id, '"1"')))
    const codes = (await Promise.all(both)).map((it) => (it.ok ? 'stored' : it.failure.code))
    expect(codes.toSorted()).toEqual(['stale-etag', 'stored'])
    // What is meant by another clock is read from the text of a version: it is not laid over a text that came meanwhile.
    const [moved, meant] = await Promise.all([
      at.calendars.change({ source: floating, timeZone: 'UTC' }, edit(id)),
      at.calendars.change({ timeZone: 'Asia/Tokyo' }, edit(id)),
    ])
    expect(moved.ok).toBe(true)
    const now = await at.calendars.one(id, officer)
    const texts = await own.database.query<{ source: string }>({
      ...{ name: 'text-of-it', text: 'select source from calendar_source where hash = $1' },
      values: [now.ok ? now.value.sourceHash : ''],
    })
    expect([texts[0]?.source, now.ok && now.value.eventsCount]).toEqual([floating, 1])
    expect(meant.ok || meant.failure.code === 'stale-etag').toBe(true)
  })

  it('is not read again where only its name changes', async () => {
    const { id, sourceHash } = await at.calendar(yearly('0302', 'Only once'))
    const lost = { name: 'lose-text', text: 'delete from calendar_source where hash = $1', values: [sourceHash] }
    await own.database.query(lost)
    expect(await at.calendars.change({ name: 'Renamed' }, edit(id))).toMatchObject({ ok: true, value: { version: 2 } })
    await at.calendars.archive(edit(id))
  })

  it('is not read again for a list that is looked at again, nor for what is decided by it', async () => {
    const { id, sourceHash } = await at.calendar(yearly('0303', 'Kept in mind'))
    const lost = { name: 'lose-text', text: 'delete from calendar_source where hash = $1', values: [sourceHash] }
    await own.database.query(lost)
    expect((await toldOf(id))?.next?.what).toBe('Kept in mind')
    await at.calendars.archive(edit(id))
  })

  it('is renamed as it is, by its own clock too, without being read anew: a later reader may be stricter', async () => {
    const { id, sourceHash, timeZone } = await at.calendar(yearly('0302', 'Spring feast'))
    await own.database.query({
      name: 'spoil',
      text: `update calendar_source set source = 'unread' where hash = $1`,
      values: [sourceHash],
    })
    const renamed = await at.calendars.change({ name: 'Spring', timeZone }, edit(id, '"1"'))
    expect(renamed).toMatchObject({ ok: true, value: { version: 2, name: 'Spring', sourceHash, timeZone } })
    expect(await at.calendars.change({ timeZone: 'UTC' }, edit(id, '"2"'))).toMatchObject({
      failure: { errors: [{ path: 'source' }] },
    })
  })

  it('is refused with the line that cannot be read, and nothing is stored', async () => {
    const source = yearly('0230')
    const made = await at.calendars.create({ name: 'Wrong', source }, officer)
    const message = 'Line 6: Expected a time such as 20260527, 20260527T080000 or 20260527T080000Z; got "20200230"'
    expect(made).toMatchObject({ ok: false, failure: { errors: [{ path: 'source', message }] } })
    expect((await at.calendars.list(officer)).filter(({ calendar }) => calendar.name === 'Wrong')).toEqual([])
  })

  it('is not archived while a rule goes by it, which is named to those who may see it', async () => {
    const { id } = await at.calendar(yearly('0501'), 'Labour')
    const { id: zoneId, name } = await zone()
    const said = { name: 'By day', hours: { ...anyHour, calendars: [{ id, when: 'only' as const }] } }
    const rule = await at.rules.create(zoneId, said, officer)
    const detail = `Rules go by the calendar Labour: "By day" (${name}).`
    expect(await at.calendars.archive(edit(id))).toMatchObject({ failure: { code: 'wrong-state', detail } })
    if (rule.ok) await at.rules.change({ hours: null }, { id: rule.value.id, who: officer, ifMatch: '*' })
    expect(await at.calendars.archive(edit(id))).toMatchObject({ ok: true })
    const unknown = `Expected the id of a calendar; got ${id}`
    expect(await at.rules.create(zoneId, said, officer)).toMatchObject({ failure: { errors: [{ message: unknown }] } })
  })

  it('is seen by those alone whom it is for, and gone by where all see it who see the zone', async () => {
    const made = await at.calendars.create({ name: 'Mine', visibility: 'private', source: yearly('0601') }, officer)
    const id = made.ok ? made.value.id : ''
    expect(await toldOf(id, other)).toBeUndefined()
    expect(await at.calendars.one(id, other)).toMatchObject({ failure: { code: 'not-found' } })
    const said = { name: 'By mine', hours: { ...anyHour, calendars: [{ id, when: 'only' as const }] } }
    const shared = await zone()
    const message = `Expected a calendar that all see who see ${shared.name}; not all of them see Mine`
    expect(await at.rules.create(shared.id, said, officer)).toMatchObject({ failure: { errors: [{ message }] } })
    // To whoever does not see it it is not there, whatever they name it in.
    const strange = await zone({ visibility: 'private' }, other)
    const unknown = `Expected the id of a calendar; got ${id}`
    expect(await at.rules.create(strange.id, said, other)).toMatchObject({
      failure: { errors: [{ message: unknown }] },
    })
    const own = await zone({ visibility: 'private' })
    expect(await at.rules.create(own.id, said, officer)).toMatchObject({ ok: true })
    const shown = await at.zones.change({ properties: { visibility: 'public' } }, edit(own.id))
    const detail = `A rule of ${own.name} goes by the calendar Mine, which is neither everybody’s nor theirs alone.`
    expect(shown).toMatchObject({ failure: { code: 'wrong-state', detail } })
    expect(
      await at.calendars.create({ name: 'T', visibility: 'private', source: yearly('0601') }, token),
    ).toMatchObject({
      failure: { errors: [{ path: 'visibility' }] },
    })
  })

  it('of a team is gone by in zones of that team alone, since whoever leaves it is told of it no more', async () => {
    const teamId = '018f0000-0000-7000-8000-0000000000e1'
    const member = { ...officer, teams: [teamId] }
    await own.database.query({
      name: null,
      text: `
        with known as (insert into account (id, name, name_key, role, password_hash, created_at)
          values ($2, 'dana', 'dana', 'officer', '', now()) on conflict do nothing),
        made as (insert into team (id, revision, name, name_key, ended, created_at, created_by)
          values ($1, 1, 'Night', 'night', false, now(), 'dana') returning id)
        insert into team_member (account_id, team_id, since) select $2, id, now() from made`,
      values: [teamId, officer.id],
    })
    const made = await at.calendars.create(
      { name: 'Convoys', visibility: 'team', teamId, source: yearly('0909') },
      member,
    )
    const id = made.ok ? made.value.id : ''
    const said = { name: 'By convoys', hours: { ...anyHour, calendars: [{ id, when: 'only' as const }] } }
    const [mine, ours] = [
      await zone({ visibility: 'private' }, member),
      await zone({ visibility: 'team', teamId }, member),
    ]
    const message = `Expected a calendar that is seen by everybody or by you alone, since ${mine.name} is private; Convoys is a team’s, which you may leave`
    expect(await at.rules.create(mine.id, said, member)).toMatchObject({ failure: { errors: [{ message }] } })
    expect(await at.rules.create(ours.id, said, member)).toMatchObject({ ok: true })
    const alone = await at.zones.change({ properties: { visibility: 'private' } }, edit(ours.id, '*', member))
    expect(alone).toMatchObject({ failure: { code: 'wrong-state' } })
  })

  it('is archived, or a rule goes by it, and never both, where both are done at once', async () => {
    const { id: zoneId } = await zone()
    for (let round = 0; round < 10; round += 1) {
      const { id } = await at.calendar(yearly('0505'), `Both ${round}`)
      const said = { name: `R ${round}`, hours: { ...anyHour, calendars: [{ id, when: 'only' as const }] } }
      const use = () => at.rules.create(zoneId, said, officer)
      const archive = () => at.calendars.archive(edit(id))
      const both = await Promise.all(round % 2 === 0 ? [archive(), use()] : [use(), archive()])
      expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    }
  })

  it('is not hidden from those whose rules go by it', async () => {
    const { id, name } = await at.calendar(yearly('0701'), 'Shared')
    const shared = await zone()
    await at.rules.create(shared.id, { name: 'R', hours: { ...anyHour, calendars: [{ id, when: 'not' }] } }, officer)
    const hidden = await at.calendars.change({ visibility: 'private' }, edit(id))
    expect(hidden).toMatchObject({ failure: { detail: `Rules go by the calendar ${name}: "R" (${shared.name}).` } })
  })

  it('is read before it is stored: what others do meanwhile does not wait for it', async () => {
    const { id } = await at.calendar(yearly('0801'))
    const slow = Array.from(
      { length: 1_500 },
      (_, n) =>
        `BEGIN:VEVENT\nUID:${n}\nDTSTART:20000101T080000Z\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30\nEND:VEVENT\n`,
    )
    const done: string[] = []
    const change = at.calendars
      .change({ source: `BEGIN:VCALENDAR\n${slow.join('')}END:VCALENDAR` }, edit(id))
      .then(() => done.push('calendar'))
    const draw = zone().then(() => done.push('zone'))
    await Promise.all([change, draw])
    expect(done).toEqual(['zone', 'calendar'])
  })
})
