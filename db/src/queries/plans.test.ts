import { cellsAcross, tileBoxes, tileGrid } from '@cordon/alerts'
import { startPostgres } from '@cordon/test/postgres'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Database, Statement } from '../database.js'
import { openDatabase } from '../open.js'
import {
  alertById,
  alertOfPair,
  alertsPage,
  claimPageDeliveries,
  deliveriesPage,
  revisionsBehindAlerts,
  shelvedUntil,
} from './alert.js'
import { changesAfter, forgetChanges } from './change.js'
import { incidentAsOf, incidentById, knownIncidents, revisionsOf } from './incident.js'
import { incidentsSilenced, silencesOfZone } from './silence.js'
import { countedAround } from './counted.js'
import { measureBatch, measureOne, type Disc } from './measure.js'
import { alertsDue, waitingAt } from './duty.js'
import { alertsOfIncidents } from './follow.js'
import { latestLog, logPage } from './log.js'
import { linksOf } from './link.js'
import { incidentsNear, mergesTouching } from './merge.js'
import { incidentsAround, judgedRevisions } from './preview.js'
import { reportsAlike, reportsOf } from './report.js'
import { ruleVersions, rulesOfZone } from './rule.js'
import { costIn, findingPlan, gatheringPlan, incidentsPage, rowsIn, type SearchWay } from './search.js'
import { facetsOf } from './facets.js'
import { tileBytes } from './tiles.js'
import { zoneById } from './zone.js'

const size = 3_000
let database: Database
let close: () => Promise<void>
const everything = {
  ...{
    boxes: null,
    from: null,
    to: null,
    types: null,
    notTypes: null,
    severities: null,
    statuses: null,
    kinds: null,
    grades: null,
  },
  ...{ exercise: null, precisions: null, weekdays: null, hours: null },
  ...{ zoneId: null, area: null, nearby: null, sourceIds: null, actors: null, words: null, spellings: null },
  ...{ asOf: null, seen: null, after: null, limit: 100 },
} as const
/** Of the last year, as a map of history asks for it. */
const closeTile = { z: 12, x: 2_503, y: 1_602 } as const
const tileOfAYear = tileBytes(
  { ...everything, from: '2025-11-25T00:00:00.000Z', to: '2026-11-25T00:00:00.000Z', boxes: tileBoxes(closeTile) },
  { tile: closeTile, grid: tileGrid(closeTile, cellsAcross(closeTile.z, false)), slices: null },
)
/** What is asked again and again, and how it would run by plans that were made when nothing was there. */
const askedOften = {
  'what waits for the house': waitingAt('2026-11-25T00:00:00.000Z'),
  'the alerts on which it acts': alertsDue('2026-11-25T00:00:00.000Z', 100),
  'the changes after a place': changesAfter(9, 100),
  'a close tile of a year': tileOfAYear,
} as const
const plansOfNothing = new Map<string, string>()

beforeAll(async () => {
  const server = process.env['CORDON_TEST_DB'] === 'postgres' ? await startPostgres() : null
  const folder = await mkdtemp(join(tmpdir(), 'cordon-plans-'))
  database = await openDatabase({ url: server?.url, folder, durable: false })
  close = async () => {
    await database.close()
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  }
  for (const [what, statement] of Object.entries(askedOften)) plansOfNothing.set(what, await planOf(statement))
  for (const text of fill) await database.query({ name: null, text, values: [] })
}, 120_000)
afterAll(() => close())

/** As much of everything as a year of one theatre brings, and as PostgreSQL would plan for it. */
const id = (kind: string) => `('018f${kind}-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`
const series = `from generate_series(1, ${size}) n`
const point = `ST_SetSRID(ST_MakePoint(36 + (n * 7919 % 8000) / 1000.0, 33 + (n * 104729 % 5000) / 1000.0), 4326)`
const body = `(select jsonb_build_object('words', string_agg(md5(n::text || k), '')) from generate_series(1, 40) k)`
const fill = [
  `insert into zone (id, version, seq, owner_id, visibility, audience, archived, name, core_metres, reach_metres, shape, pieces, centre)
   select ${id('aaaa')}, 1, n, ${id('dddd')}, 'public', 'all', false, 'Zone ' || n, 5000, 0, ${point}::geography, 1,
     ${point}::geography ${series}`,
  `insert into zone_version (zone_id, version, recorded_at, shape, body)
   select ${id('aaaa')}, 1, now(), ${point}::geography, '{}' ${series}`,
  `insert into zone_part (zone_id, box, threshold_metres, shape)
   select ${id('aaaa')}, ST_Expand(${point}, 0.06), 5000, ${point}::geography ${series}`,
  `insert into rule (id, version, seq, zone_id, owner_id, enabled, cooldown_minutes)
   select ${id('bbbb')}, 1, n, ${id('aaaa')}, ${id('dddd')}, true, 0 ${series}`,
  `insert into rule_version (rule_id, version, recorded_at, body) select ${id('bbbb')}, 1, now(), '{}' ${series}`,
  `insert into source (id, name, kind, reliability, created_at) values ('ric', 'RIC', 'research', 'B', now())`,
  `insert into incident (id, revision, seq, kind, type, severity, status, grade, exercise, history, occurred_from,
     recorded_at, source_id, external_id, content_hash, geom, uncertainty_metres, words)
   select ${id('cccc')}, 1, n, 'event', 'ambush', 'severe', 'unverified', 'B2', false, false,
     now() - n * interval '1 hour', now(), 'ric', 'x' || n, '', ${point}, 100, to_tsvector('simple', 'word' || n) ${series}`,
  `insert into incident_revision (incident_id, revision, seq, recorded_at, body)
   select ${id('cccc')}, 1, n, now(), ${body} ${series}`,
  `insert into incident_past (id, revision, kind, type, severity, status, grade, source_id, occurred_from, recorded_at,
     known_until, geom, uncertainty_metres, words)
   select id, 0, kind, type, severity, status, grade, source_id, occurred_from, recorded_at - interval '1 year', recorded_at + interval '1 year',
     geom, uncertainty_metres, words from incident`,
  `insert into report (id, incident_id, source_id, reliability, credibility, external_id, link, content_hash, title,
     reported_at, recorded_at)
   select ${id('eeee')}, ${id('cccc')}, 'ric', 'B', '2', 'x' || n, 'https://example.org/' || n,
     decode(md5(n::text), 'hex'), 'Word', now(), now() ${series}`,
  `insert into incident_link (id, kind, from_id, to_id, body) select ${id('abcd')}, 'related', ${id('cccc')}, ${id('eeee')}, '{}' ${series}`,
  `insert into incident_merged (incident_id, into_id) select ${id('cccc')}, ${id('eeee')} ${series}`,
  `insert into alert (id, revision, seq, state, incident_id, rule_id, rule_version, zone_id, audience, raised_at,
     shelved_until, due_at, body)
   select ${id('ffff')}, 1, n, case when n % 20 = 0 then 'shelved' else 'closed' end, ${id('cccc')}, ${id('bbbb')}, 1,
     ${id('aaaa')}, 'all', now() - n * interval '1 hour', now() + n * interval '1 hour',
     case when n % 20 = 0 then now() + n * interval '1 minute' end, ${body} ${series}`,
  `insert into alert_event (alert_id, revision, at, by, what)
   select ${id('ffff')}, 2, now() - n * interval '1 hour', 'dana', 'closed' ${series}`,
  `insert into log_entry (id, revision, seq, kind, at, by_id, words, body)
   select ${id('1111')}, 1, n, 'note', now() - n * interval '1 hour', ${id('dddd')}, to_tsvector('simple', 'word' || n), ${body}
     ${series}`,
  `insert into log_attachment (entry_id, kind, thing_id) select ${id('1111')}, 'alert', ${id('ffff')} ${series}`,
  `insert into delivery (id, alert_id, alert_revision, channel, address, state, tries, due_at)
   select ${id('9999')}, ${id('ffff')}, 1, 'page', 'room', case when n % 50 = 0 then 'due' else 'sent' end, 1,
     now() - n * interval '1 hour' ${series}`,
  `insert into silence (id, seq, zone_id, ends_at, body)
   select ${id('7777')}, n, ${id('aaaa')}, now() + (n - 100) * interval '-1 hour', '{}' ${series}`,
  `insert into counted (rule_id, incident_id, rule_version, revision, at)
   select ${id('bbbb')}, ${id('cccc')}, 1, 1, now() - n * interval '1 minute' ${series}`,
  `insert into silenced (silence_id, incident_id, rule_id, revision, at)
   select ${id('7777')}, ${id('cccc')}, ${id('bbbb')}, 1, now() ${series}`,
  `insert into change (seq, kind, id, revision, audience, at, body)
   select n, 'incident', ${id('cccc')}, 1, 'all', now(), null ${series}`,
  'analyze',
]

type PlanRow = Readonly<Record<'QUERY PLAN', string>>
const one = (kind: string) => `018f${kind}-0000-7000-8000-0000000004d2`
const incident = one('cccc')
const disc: Disc = {
  n: 0,
  incidentId: incident,
  exercise: false,
  point: { type: 'Point', coordinates: [40.7, 36.4] },
  radiusMetres: 100,
}
const page = { states: null, alertId: null, after: null, limit: 100 } as const
const alerts = {
  audiences: ['all'],
  states: null,
  zoneId: null,
  incidentId: null,
  owner: null,
  after: null,
  limit: 100,
}
const corners = [
  [40, 36],
  [40.1, 36],
  [40.1, 36.1],
  [40, 36],
]
const area = { type: 'Polygon', coordinates: [corners] }
const nearby = [{ upToMetres: 100_000, boxes: [[39, 35, 41, 37]] }]
const pageOf = (over: object, way: SearchWay = 'gathered') => incidentsPage({ ...everything, ...over }, way)
const alike = { sourceId: 'ric', externalId: 'x9', link: 'https://example.org/9', contentHash: '00' }
const nearness = {
  id: incident,
  boxes: [[40, 36, 41, 37]],
  from: '2026-11-20T00:00:00.000Z',
  to: '2026-11-25T00:00:00.000Z',
  around: '2026-11-22T00:00:00.000Z',
} as const
const now = '2026-11-25T00:00:00.000Z'
const later = new Date(Date.now() + 86_400_000).toISOString()
const around = {
  tiers: [{ aboveMetres: -1, upToMetres: 500, boxes: [[40, 36, 40.1, 36.1]] }],
  imported: true,
  from: '2026-08-25T00:00:00.000Z',
  until: '2026-11-25T00:00:00.000Z',
  moved: true,
  limit: 100,
} as const
const reader = { audiences: ['all'], viewer: one('dddd') }
const log = {
  ...reader,
  kinds: ['note', 'automatic', 'alert', 'feed'],
  ...{ from: null, to: null, incidentId: null, alertId: null, words: null, after: null, limit: 100 },
} as const

/** Tables that grow; reading one from end to end is what a plan must not do. */
const large =
  /Seq Scan on (zone|zone_part|zone_version|rule|rule_version|incident|incident_past|incident_revision|report|alert|alert_event|delivery|change|log_entry|log_attachment)\b/

/** How the statement would run: with a name for any values, as what is prepared does in the long run; else for these. */
async function planOf({ name, text, values }: Statement): Promise<string> {
  return database.transaction('plain', async (run) => {
    const ask = (sql: string) => run.query<{ 'QUERY PLAN': string }>({ name: null, text: sql, values: [] })
    await ask(`set local plan_cache_mode = ${name === null ? 'force_custom_plan' : 'force_generic_plan'}`)
    await ask(`prepare asked as ${text}`)
    const bound = values.length === 0 ? '' : `(${values.map(literal).join(', ')})`
    const rows = await ask(`explain (costs off) execute asked${bound}`)
    await ask('deallocate asked')
    return rows.map((row) => row['QUERY PLAN']).join('\n')
  })
}

function literal(value: unknown): string {
  if (value === null) return 'null'
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  return Array.isArray(value) ? `'{${value.map((it) => JSON.stringify(it)).join(',')}}'` : expect.unreachable()
}
const inside = { address: null, isOutside: false, reports: false }

describe('the plan of a hot statement uses its index', () => {
  it.each<readonly [string, Statement, RegExp]>([
    ['measuring one rule', measureOne(disc, one('aaaa'), one('bbbb')), /zone_part_zone/],
    ['what sources reported before', knownIncidents([{ sourceId: 'ric', externalId: 'x9' }]), /incident_external/],
    ['an incident', incidentById(incident), /incident_pkey/],
    ['an incident as of a time', incidentAsOf(incident, now), /incident_revision_pkey/],
    ['the revisions of an incident', revisionsOf(incident), /incident_revision_pkey/],
    ['the reports of an incident', reportsOf([incident]), /report_incident/],
    ['reports that came before', reportsAlike([alike]), /report_external[^]*report_link[^]*report_content/],
    ['merges of an incident', mergesTouching([incident]), /incident_merged_into/],
    ['links of an incident', linksOf(incident), /incident_link_from[^]*incident_link_to/],
    ['incidents near another', incidentsNear(nearness), /incident_place_time|incident_time/],
    ['incidents around a zone', incidentsAround(around), /incident_place_time[^]*incident_wide[^]*incident_revised/],
    [
      'what was held against rules',
      judgedRevisions([incident], { wording: true, messages: true }),
      /incident_revision_pkey/,
    ],
    ['the latest incidents', pageOf({}, 'walked'), /incident_time/],
    ['who takes part', pageOf({ actors: ['Word9'] }), /incident_words/],
    [
      'counting what is common',
      facetsOf({ ...everything, words: 'word' }, { way: 'walked', most: 100, bins: 60 }),
      /incident_time/,
    ],
    ['incidents in a box', pageOf({ boxes: [[40, 36, 40.1, 36.1]] }), /incident_place_time/],
    ['the latest incidents of a time', pageOf({ asOf: later }, 'walked'), /incident_time[^]*incident_past_/],
    [
      'incidents in a box as of a time',
      pageOf({ asOf: later, boxes: [[40, 36, 40.1, 36.1]] }),
      /incident_place_time[^]*incident_past_place/,
    ],
    ['words as of a time', pageOf({ asOf: later, words: 'word9' }), /incident_words[^]*incident_past_words/],
    ['incidents of a source', pageOf({ sourceIds: ['nobody'] }), /incident_source_time/],
    ['incidents in any spelling', pageOf({ words: 'word9', spellings: [['word9', 'word8']] }), /incident_words/],
    ['incidents in an area', pageOf({ area, nearby }), /incident_place_time[^]*incident_wide/],
    ['incidents with a word', pageOf({ words: 'word9' }), /incident_words/],
    ['rules in a version', ruleVersions([{ id: one('bbbb'), version: 1 }]), /rule_version_pkey/],
    ['the rules of a zone', rulesOfZone(one('aaaa')), /rule_zone/],
    ['a zone', zoneById(one('aaaa'), null), /zone_pkey/],
    ['the latest alerts', alertsPage(alerts), /alert_raised/],
    ['an alert', alertById(one('ffff'), ['all']), /alert_pkey/],
    [
      'the alert of an incident and a rule',
      alertOfPair({ id: incident, exercise: false }, one('bbbb')),
      /alert_incident_id_rule_id/,
    ],
    ['the revisions behind alerts', revisionsBehindAlerts([one('ffff')], ['all']), /alert_pkey[^]*incident_pkey/],
    ['the alerts of incidents', alertsOfIncidents([incident]), /alert_incident_id_rule_id/],
    ['alerts on which the house has to act', alertsDue(now, 100), /alert_due/],
    ['the latest entries of the log', latestLog(reader, 100), /log_entry_at/],
    ['a page of the log', logPage(log), /log_entry_at[^]*alert_raised/],
    ['notes with a word', logPage({ ...log, kinds: ['note'], words: 'word9' }), /log_entry_words/],
    ['the log of an alert', logPage({ ...log, alertId: one('ffff') }), /log_attachment_thing|log_entry_at/],
    ['shelved alerts that are due', shelvedUntil(now, 100), /alert_shelved/],
    ['deliveries on the page', claimPageDeliveries({ audiences: ['all'], toldUpTo: 9 }, now, 100), /delivery_due/],
    [
      'the deliveries of an alert',
      deliveriesPage({ ...page, ...inside, audiences: ['all'], alertId: one('ffff') }),
      /delivery_/,
    ],
    [
      'the deliveries to a contact',
      deliveriesPage({ ...page, audiences: ['all'], address: one('ffff'), isOutside: true, reports: true }),
      /delivery_of_contact/,
    ],
    ['the silences of a zone', silencesOfZone(one('aaaa'), now), /silence_zone/],
    ['what a silence has kept back', incidentsSilenced(one('ffff'), 200), /silenced_pkey/],
    [
      'what counts around a time',
      countedAround([{ n: 0, ruleId: one('bbbb'), ruleVersion: 1, at: now, exercise: false, withinMinutes: 60 }]),
      /counted_at/,
    ],
    ['the changes after a place', changesAfter(9, 100), /change_pkey/],
    ['a close tile of a year', tileOfAYear, /incident_place_time/],
    ['changes to forget', forgetChanges(now, 100), /change_pkey/],
  ])('for %s', async (_, statement, index) => {
    const plan = await planOf(statement)
    expect(plan).toMatch(index)
    expect(plan).not.toMatch(large)
  })

  // A plan is kept until its tables are analysed again: through a flood it is the one that was made before.
  it.each<readonly [keyof typeof askedOften, RegExp]>([
    ['what waits for the house', /alert_shelved[^]*alert_due[^]*change_revises/],
    ['the alerts on which it acts', /alert_due/],
    ['the changes after a place', /change_pkey/],
    ['a close tile of a year', /incident_place_time/],
  ])('for %s, though it was made when there was nothing', (what, index) => {
    expect(plansOfNothing.get(what)).toMatch(index)
    expect(plansOfNothing.get(what)).not.toMatch(large)
  })

  it('expects of whoever is named often as many as name them, though the words say so as well', async () => {
    const text = `update incident set actors = array['Islamic State'], words = to_tsvector('simple', '["Islamic State"]')
      where get_byte(uuid_send(id), 15) % 3 = 0`
    for (const it of [text, 'analyze incident']) await database.query({ name: null, text: it, values: [] })
    const named = { ...everything, actors: ['Islamic State'] }
    const [gathering, finding] = await Promise.all(
      [gatheringPlan(named), findingPlan(named)].map((it) => database.query<PlanRow>(it)),
    )
    expect(rowsIn(gathering ?? [])).toBeLessThan(size / 6)
    expect(rowsIn(finding ?? [])).toBeGreaterThan(size / 4)
  })

  it('tells what is rare from what is common by what it would take to gather it', async () => {
    const cost = async (over: object) => costIn(await database.query(gatheringPlan({ ...everything, ...over })))
    const [rare, all] = [await cost({ words: 'word9' }), await cost({})]
    expect(rare).toBeGreaterThan(0)
    expect(rare).toBeLessThan(all)
    expect(all).toBeLessThan(Infinity)
  })

  it('for measuring a batch, which probes boxes, and asks for each pair whether it was told', async () => {
    const { text, values } = measureBatch([disc], now)
    const rows = await database.ahead.query<{ 'QUERY PLAN': string }>({
      name: null,
      text: `explain (costs off) ${text.replace('$1::jsonb', `${literal(values[0])}::jsonb`).replaceAll('$2::', `${literal(values[1])}::`)}`,
      values: [],
    })
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
    expect(plan).toMatch(/zone_part_box/)
    expect(plan).toMatch(/alert_incident_id_rule_id/)
    expect(plan).toMatch(/InitPlan[^]*silence_end/)
    expect(plan).not.toMatch(large)
    expect(plan).not.toMatch(/hashed SubPlan|Hash Join|Bitmap Heap Scan on alert/)
  })
})
