import { finding, type Preview, type Rule, type Zone } from '@cordon/alerts'
import { alertOf, incidentsAround, type AroundRow } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ambush, officer, pipeline } from '../ingest/ingest.fixture.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { Sight } from '../sight/sight.js'
import { incidentPatch, previewInput, reportInput, zoneFeature, type PreviewInput } from '../wire/index.js'
import type { Entry } from '../ingest/entry.js'
import { PostponedTimers } from '../postponed/postponed.timers.js'
import { AbsenceTimers } from '../absence/absence.timers.js'
import { RulePreviewService } from './preview.service.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
let at: ReturnType<typeof pipeline>
let previews: RulePreviewService
/** Each history happens at a longitude of its own, 4° from the next. */
let turn = 0

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  at = pipeline(own.database)
  previews = new RulePreviewService(own.database, at.clock, new Sight({ coarseKm: null }), at.zones)
})
afterAll(() => own.close())

async function preview(input: object, who = officer): Promise<Preview> {
  const answer = await previews.preview(previewInput.parse(input), who)
  if (!answer.ok) throw new Error(JSON.stringify(answer.failure))
  return answer.value
}

/** A rule as its author would send it. */
function saidOf({
  id: _,
  version: _v,
  seq: _s,
  zoneId: _z,
  ownerId: _o,
  recordedAt: _r,
  recordedBy: _b,
  ...said
}: Rule) {
  return said
}

async function raisedBy(rule: Rule): Promise<readonly string[]> {
  const rows = await own.database.query<{ told: string }>({
    name: null,
    text: `select incident_id || ' ' || (body->>'incidentRevision') || ' ' || (${alertOf('a')}->>'raisedAt') as told
      from alert a where rule_id = $1 and not (body->>'exercise')::boolean`,
    values: [rule.id],
  })
  return rows.map(({ told }) => told).sort()
}

function whenIn(told: string): string {
  return told.split(' ').at(-1) ?? ''
}

function toldIn({ alerts }: Preview): readonly string[] {
  return alerts.map(({ incidentId, revision, at }) => `${incidentId} ${revision} ${at}`).sort()
}

/** What happens, each as often as it is named: most comes in fresh, precise and inside the zone, or nothing would be told. */
const steps = fc.array(
  fc.record({
    what: fc.constantFrom(
      ...(['new', 'new', 'new', 'new', 'new', 'severity', 'severity', 'move', 'move', 'turn', 'turn'] as const),
      ...(['merge', 'merge', 'unmerge', 'report', 'report', 'refute', 'silence', 'snooze', 'speak'] as const),
    ),
    source: fc.constantFrom('RIC', 'SOHR', 'North Press'),
    title: fc.constantFrom('Ambush', 'Car bomb at the gate'),
    actors: fc.constantFrom([], ['IS'], ['SDF']),
    one: fc.nat(3),
    other: fc.nat(3),
    /** Kilometres east of the zone's middle. */
    east: fc.constantFrom(0, 0, 1, 1, 3, 6, 9.9, 10.2, 14, 24, 60),
    uncertaintyMetres: fc.constantFrom(0, 0, 400, 400, 5_000, 60_000),
    type: fc.constantFrom('ambush', 'ambush', 'ied'),
    severity: fc.constantFrom('extreme', 'minor'),
    hoursOld: fc.constantFrom(0, 0, 0, 5, 80),
    /** What is played is told as well, and says nothing of what is real. */
    exercise: fc.constantFrom(false, false, true),
    after: fc.constantFrom(0, 10, 70, 600),
  }),
  { minLength: 8, maxLength: 24, size: 'max' },
)
interface Watched {
  readonly zone: Zone
  readonly rule: Rule
}
type Step = (typeof steps extends fc.Arbitrary<infer T> ? T : never)[number]

/** Rarely, since a rule that asks for much is told nothing, and shows nothing. */
const maybe = <T>(...values: readonly T[]) =>
  fc.oneof({ weight: 8, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.constantFrom(...values) })
/** What few rules ask for. */
const more = {
  rings: maybe(
    [{ withinMetres: 1_000, minSeverity: 'minor' }],
    [
      { withinMetres: 0, minSeverity: 'minor' },
      { withinMetres: 5_000, minSeverity: 'severe' },
    ],
  ),
  minOrigins: maybe(2),
  actors: maybe(['Islamic State', 'IS']),
  words: maybe(['bomb']),
  count: maybe({ atLeast: 2, withinMinutes: 90 }, { atLeast: 3, withinMinutes: 720 }),
  trend: maybe({ withinDays: 1, atLeast: 2 }, { withinDays: 3, atLeast: 3 }),
  hours: maybe({ timeZone: 'Asia/Damascus', spans: [{ days: ['Mon', 'Tue', 'Thu'], from: '04:00', to: '21:00' }] }),
  quietHours: maybe({
    timeZone: 'UTC',
    spans: [{ days: ['Mon', 'Tue', 'Wed'], from: '20:00', to: '09:00' }],
    tellsFrom: 'extreme',
  }),
}

const asked = fc
  .record({
    types: maybe(['ambush']),
    minSeverity: maybe('severe'),
    certainty: fc.constantFrom('definite', 'possible', 'possible'),
    freshHours: fc.constantFrom(6, 72),
    cooldownMinutes: fc.constantFrom(0, 0, 60, 1_440),
    ...more,
    shape: fc.constantFrom('circle', 'corridor', 'area'),
    /** Calendars that its hours go by, or its quiet hours. */
    calendars: maybe('hours', 'quietHours', 'both'),
    calendar: fc.array(
      fc.record({
        begins: fc.nat(4_000),
        minutes: fc.constantFrom(15, 300, 2_000),
        rule: fc.constantFrom('', 'DAILY;COUNT=4', 'HOURLY;INTERVAL=4'),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    uses: fc.array(fc.constantFrom('only', 'not'), { minLength: 1, maxLength: 2 }),
    /** From when and until when the zone is watched, in minutes after it is drawn. */
    valid: maybe([60, null], [null, 300], [30, 900]),
  })
  // Nobody may ask for both.
  .map(({ trend, ...said }) => (said.count === null ? { ...said, trend } : said))

/** Some 10 km round a place, in each shape that a zone may have. */
function shapeAt(longitude: number, shape: string) {
  const [west, east, south, north] = [longitude - 0.09, longitude + 0.09, 9.91, 10.09]
  if (shape === 'circle') return [{ type: 'Point', coordinates: [longitude, 10] }, { radiusMetres: 10_000 }] as const
  if (shape === 'corridor') {
    return [
      {
        type: 'LineString',
        coordinates: [
          [longitude, south],
          [longitude, north],
        ],
      },
      { widthMetres: 20_000 },
    ] as const
  }
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  return [{ type: 'Polygon', coordinates: [ring] }, { reachMetres: 500 }] as const
}

type Asked = typeof asked extends fc.Arbitrary<infer T> ? T : never

/** A calendar of events so many minutes from now. */
function calendarText(events: readonly { readonly begins: number; readonly minutes: number; readonly rule: string }[]) {
  const basic = (ms: number) => new Date(ms).toISOString().replace(/[-:]|\.\d+/g, '')
  const whole = events.map(({ begins, minutes, rule }, uid) => {
    const start = `UID:${uid}\nDTSTART:${basic(at.clock.ms() + (begins - 1_000) * 60_000)}\nDURATION:PT${minutes}M`
    return `BEGIN:VEVENT\n${start}\n${rule && `RRULE:FREQ=${rule}\n`}END:VEVENT\n`
  })
  return `BEGIN:VCALENDAR\n${whole.join('')}END:VCALENDAR\n`
}

/** Hours that go by calendars beside what else they are; without any it is they alone. */
async function hoursBy({ calendars, calendar, uses, hours, quietHours }: Asked) {
  const ids: string[] = []
  // Of a second calendar there are fewer events.
  for (const n of uses.keys()) ids.push((await at.calendar(calendarText(calendar.slice(-1 - 3 * (1 - n))))).id)
  const used = ids.map((id, n) => ({ id, when: uses[n] ?? 'only' }))
  const by = (said: object | null) => ({ timeZone: 'UTC', spans: [], ...said, calendars: used })
  return {
    ...((calendars === 'hours' || calendars === 'both') && { hours: by(hours) }),
    ...((calendars === 'quietHours' || calendars === 'both') && { quietHours: by(quietHours) }),
  }
}

const degreesPerKilometre = 1 / 109.6

function placeOf({ east }: Step, longitude: number): readonly [number, number] {
  return [longitude + east * degreesPerKilometre, 10]
}

/** Lets minutes pass, and acts at each moment at which something is due: at the last one as well, unless `before` it. */
async function pass(minutes: number, before = false): Promise<void> {
  const end = at.clock.ms() + minutes * 60_000
  const [absences, postponed] = [AbsenceTimers, PostponedTimers].map(
    (Timers) => new Timers(own.database, at.clock, at.ingest),
  )
  await absences?.pass()
  for (let due = await nextDue(); before ? due < end : due <= end; due = await nextDue()) {
    at.clock.pass(Math.max(0, due - at.clock.ms()) / 60_000)
    await absences?.pass()
    await postponed?.pass()
  }
  at.clock.pass((end - at.clock.ms()) / 60_000)
}

async function nextDue(): Promise<number> {
  const text = `select least((select min(due_at) from postponed), (select min(due_at) from absence where incident_id is null)) as at`
  const [row] = await own.database.query<{ at: string | null }>({ name: null, text, values: [] })
  return row?.at == null ? Infinity : Date.parse(row.at)
}

/** Makes the zone, its rule or some types of it quiet for a while, or ends the silence that was begun last. */
async function hush(step: Step, { zone, rule }: Watched, last: string | null): Promise<string | null> {
  await pass(1)
  if (step.what === 'speak' && last !== null) await at.silences.end(last, officer)
  const said = {
    minutes: 30 + step.east * 60,
    ruleId: step.one === 0 ? rule.id : null,
    types: step.one === 1 ? ['ied' as const] : null,
    tellsFrom: step.other === 0 ? ('extreme' as const) : null,
    isSnooze: step.what === 'snooze',
  }
  const begun = step.what === 'speak' ? null : (await at.silence(zone, said)).id
  await pass(1)
  return begun
}

function entryOf(step: Step, ids: readonly string[], longitude: number): Entry | null {
  const [lon, lat] = placeOf(step, longitude)
  const { type, severity, uncertaintyMetres, title, actors, source, exercise } = step
  const [one, other] = [ids[step.one % ids.length], ids[step.other % ids.length]]
  if (step.what === 'new' || one === undefined || other === undefined) {
    const occurredFrom = new Date(at.clock.ms() - step.hoursOld * 3_600_000).toISOString()
    return {
      what: 'new',
      input: ambush(lon, lat, { type, severity, uncertaintyMetres, occurredFrom, title, actors, source, exercise }),
    }
  }
  const correct = (said: object): Entry => ({
    what: 'correct',
    id: one,
    patch: incidentPatch.parse(said),
    ifMatch: null,
  })
  if (step.what === 'move') {
    return correct({
      geometry: { type: 'Point', coordinates: [lon, lat] },
      properties: { uncertaintyMetres },
      reason: 'seen',
    })
  }
  if (step.what === 'severity') return correct({ properties: { severity }, reason: 'counted' })
  if (step.what === 'turn') return correct({ properties: { exercise }, reason: 'asked the range' })
  if (step.what === 'refute') return correct({ properties: { status: 'refuted' }, reason: 'nobody saw it' })
  if (step.what === 'report') return { what: 'report', id: one, report: reportInput.parse({ source, title }) }
  if (step.what === 'unmerge') return { what: 'unmerge', id: one, reason: 'two towns' }
  return one === other ? null : { what: 'merge', id: one, into: other, reason: 'one town' }
}

/** Plays steps, and says when the middle one was done. */
async function live(list: readonly Step[], longitude: number, watched: Watched): Promise<string> {
  const ids: string[] = []
  const times: string[] = []
  let silence: string | null = null
  for (const step of list) {
    times.push(at.clock.now())
    await pass(step.after)
    if (step.what === 'silence' || step.what === 'snooze' || step.what === 'speak') {
      silence = await hush(step, watched, silence)
      continue
    }
    const entry = entryOf(step, ids, longitude)
    if (entry === null) continue
    const [outcome] = await at.ingest.submit({ entries: [entry], by: 'wire', history: false })
    if (outcome?.ok === true && outcome.what === 'stored') ids.push(outcome.incident.id)
  }
  return times[Math.floor(times.length / 2)] ?? at.clock.now()
}

interface Drawn {
  readonly shape: string
  readonly valid?: readonly (number | null)[] | null
}

async function watch({ shape, valid = null, ...said }: Omit<PreviewInput['rule'], 'name'> & Drawn, longitude: number) {
  const [geometry, size] = shapeAt(longitude, shape)
  const [from = null, until = null] = (valid ?? []).map(
    (it) => it && new Date(at.clock.ms() + it * 60_000).toISOString(),
  )
  const zone = await at.zone(geometry, { ...size, name: `Zone ${turn}`, valid: { from, until } })
  return { zone, rule: await at.rule(zone, said) }
}

describe('a preview', () => {
  it('is what the live evaluator raised of the same revisions, for any zone, rule and history', async () => {
    let told = 0
    await fc.assert(
      fc.asyncProperty(asked, steps, async (said, list) => {
        const longitude = -176 + 4 * turn++
        const ruled = { ...previewRule({ ...said, ...(await hoursBy(said)) }), valid: said.valid }
        const { zone, rule } = await watch(ruled, longitude)
        const half = await live(list, longitude, { zone, rule })
        await pass(2_000)
        const tried = { zoneId: zone.id, rule: saidOf(rule), ruleId: rule.id, days: 366 }
        const answer = await preview(tried)
        const raised = await raisedBy(rule)
        told += Math.min(1, raised.length)
        expect(toldIn(answer)).toEqual(raised)
        // And of a time that is over, whatever came of it later.
        expect(toldIn(await preview({ ...tried, until: half }))).toEqual(raised.filter((it) => whenIn(it) <= half))
        expect([answer.added, answer.removed, answer.stands]).toEqual([0, 0, answer.would])
      }),
      { numRuns: 50, endOnFailure: true },
    )
    // Where next to nothing is told there is nothing to compare.
    expect(told).toBeGreaterThanOrEqual(8)
  }, 120_000)
})

describe('a preview over a merge', () => {
  it('tells once of two that became one, as it was told', async () => {
    const longitude = -176 + 4 * turn++
    const { zone, rule } = await watch(previewRule({ minSeverity: 'severe', shape: 'circle' }), longitude)
    const when = { occurredFrom: new Date(at.clock.ms()).toISOString() }
    const outcomes = await at.report(ambush(longitude, 10, when), ambush(longitude, 10, { ...when, severity: 'minor' }))
    const [told = '', other = ''] = outcomes.map((it) => (it.ok ? it.incident.id : ''))
    const patch = incidentPatch.parse({ properties: { severity: 'extreme' }, reason: 'counted' })
    for (const entry of [
      { what: 'merge', id: told, into: other, reason: 'one town' },
      { what: 'correct', id: other, patch, ifMatch: null },
    ] as const) {
      at.clock.pass(5)
      await at.ingest.submit({ entries: [entry], by: 'wire', history: false })
    }
    const answer = await preview({ zoneId: zone.id, ruleId: rule.id, rule: saidOf(rule) })
    expect(await raisedBy(rule)).toHaveLength(1)
    expect(toldIn(answer)).toEqual(await raisedBy(rule))
  })
})

describe('a preview of a rule that waits for the windows of threats', () => {
  it('is what it told when the same threats came and were corrected', async () => {
    const threats = fc.array(
      fc.record({ opens: fc.integer({ min: 1, max: 40 }), moves: fc.integer({ min: 0, max: 40 }) }),
      {
        minLength: 2,
        maxLength: 6,
      },
    )
    await fc.assert(
      fc.asyncProperty(threats, async (list) => {
        const longitude = -176 + 4 * turn++
        const { zone, rule } = await watch(
          previewRule({ leadHours: 6, cooldownMinutes: 60, shape: 'circle' }),
          longitude,
        )
        const timers = new PostponedTimers(own.database, at.clock, at.ingest)
        const pass = async (hours: number) => {
          for (let passed = 0; passed < hours; passed += 1) {
            at.clock.pass(60)
            // What is due comes before what is said in the same moment, as it does in a preview.
            await timers.pass()
          }
        }
        const window = (hours: number) => ({ occurredFrom: hourOn(hours), occurredTo: hourOn(hours + 4) })
        for (const { opens, moves } of list) {
          const said = { kind: 'threat', type: 'plot', uncertaintyMetres: 100, ...window(opens) }
          const [outcome] = await at.report(ambush(longitude, 10, said))
          await pass(2)
          if (outcome?.ok !== true || moves === 0) continue
          const patch = incidentPatch.parse({ properties: window(moves), reason: 'heard' })
          const entries = [{ what: 'correct', id: outcome.incident.id, patch, ifMatch: null } as const]
          await at.ingest.submit({ entries, by: 'wire', history: false })
          await pass(1)
        }
        await pass(48)
        const told = await preview({ zoneId: zone.id, rule: saidOf(rule), ruleId: rule.id, days: 366 })
        const raised = await own.database.query<{ told: string }>({
          name: null,
          text: `select incident_id || ' ' || (${alertOf('a')}->>'raisedAt') as told from alert a where rule_id = $1 order by 1`,
          values: [rule.id],
        })
        expect(told.alerts.map((it) => `${it.incidentId} ${it.at}`).toSorted()).toEqual(raised.map((it) => it.told))
      }),
      { numRuns: 6, endOnFailure: true },
    )
  }, 60_000)
})

it('finds threats that were known long before the time that is looked at', async () => {
  const longitude = -176 + 4 * turn++
  const { zone, rule } = await watch(previewRule({ leadHours: 6, shape: 'circle' }), longitude)
  const window = { occurredFrom: hourOn(50 * 24), occurredTo: hourOn(50 * 24 + 4) }
  await at.report(ambush(longitude, 10, { kind: 'threat', type: 'plot', uncertaintyMetres: 100, ...window }))
  at.clock.pass(51 * 24 * 60)
  expect(await preview({ zoneId: zone.id, rule: saidOf(rule), days: 30 })).toMatchObject({ would: 1 })
})

function hourOn(hours: number): string {
  return new Date(at.clock.ms() + hours * 3_600_000).toISOString()
}

describe('a preview of a rule that waits for silence', () => {
  const gapsBetween = fc.array(fc.integer({ min: 10, max: 400 }), { minLength: 4, maxLength: 12 })

  it('is what it told when the same messages came, listed by the last before each silence', async () => {
    await fc.assert(
      fc.asyncProperty(gapsBetween, more.quietHours, fc.boolean(), async (gaps, quietHours, isSnoozed) => {
        const longitude = -176 + 4 * turn++
        const wanted = {
          minSeverity: 'severe',
          absence: { hours: 3, sources: ['SOHR'] },
          cooldownMinutes: 240,
          shape: 'circle',
          quietHours: quietHours && { ...quietHours, tellsFrom: undefined },
        }
        const { zone, rule } = await watch(previewRule(wanted), longitude)
        if (isSnoozed) await at.silence(zone, { minutes: 700, isSnooze: true })
        for (const [n, minutes] of [0, ...gaps].entries()) {
          await pass(minutes, true)
          const source = n > 0 && n % 4 === 3 ? 'RIC' : 'SOHR'
          await at.report(ambush(longitude, 10, { source, occurredFrom: at.clock.now() }))
        }
        const told = await preview({ zoneId: zone.id, rule: saidOf(rule), ruleId: rule.id, days: 366 })
        const raised = await own.database.query<{ at: string }>({
          name: null,
          text: `select raised_at as at from alert where rule_id = $1 order by 1`,
          values: [rule.id],
        })
        expect(told.alerts.map((it) => it.at).toSorted()).toEqual(raised.map((it) => it.at))
        expect(told.alerts.every(({ why }) => why.code === 'rule.absenceOver')).toBe(true)
      }),
      { numRuns: 6, endOnFailure: true },
    )
  }, 60_000)

  it('says where nothing was ever heard, and where nothing was ever missed', async () => {
    const longitude = -176 + 4 * turn++
    const { zone } = await watch(previewRule({ shape: 'circle' }), longitude)
    const tried = (hours: number) => preview({ zoneId: zone.id, rule: { name: 'Check-in', absence: { hours } } })
    expect((await tried(6)).warnings).toMatchObject([{ code: 'preview.neverHeard' }])
    await at.report(ambush(longitude, 10, { occurredFrom: at.clock.now() }))
    expect(await tried(6)).toMatchObject({ would: 0, warnings: [{ code: 'preview.neverSilent' }] })
    at.clock.pass(600)
    expect(await tried(6)).toMatchObject({ would: 1, warnings: [] })
  })
})

function previewRule(said: object): Omit<PreviewInput['rule'], 'name'> & { readonly shape: string } {
  const { name: _, ...rule } = previewInput.shape.rule.parse({ name: 'Rule', ...without(said) })
  return { ...rule, shape: 'shape' in said ? String(said.shape) : 'circle' }
}

/** What a rule is tried with, and is not told in it. */
const ofTests: ReadonlySet<string> = new Set(['shape', 'valid', 'calendars', 'calendar', 'uses'])

function without(said: object): object {
  return Object.fromEntries(Object.entries(said).filter(([name]) => !ofTests.has(name)))
}

describe('a preview of a change', () => {
  let zone: Zone
  let rule: Rule

  beforeAll(async () => {
    at.clock.pass(10_000)
    const longitude = -176 + 4 * turn++
    zone = await at.zone({ type: 'Point', coordinates: [longitude, 10] }, { radiusMetres: 10_000, name: 'Busayrah' })
    rule = await at.rule(zone, { minSeverity: 'severe' })
    const when = { occurredFrom: new Date(at.clock.ms()).toISOString() }
    await at.report(ambush(longitude, 10, when), ambush(longitude, 10.01, { ...when, severity: 'minor' }))
    await at.report(ambush(longitude, 10.2, when))
  })

  it('tells what it adds and what it takes away, and what stopped the rest', async () => {
    const looser = await preview({ zoneId: zone.id, ruleId: rule.id, rule: { ...saidOf(rule), minSeverity: null } })
    expect(looser).toMatchObject({ would: 2, stands: 1, added: 1, removed: 0, near: 2, stopped: [] })
    const [longitude = 0] = zone.geometry.type === 'Point' ? zone.geometry.coordinates : []
    expect(looser.alerts.map((it) => [it.change, it.point.coordinates, it.uncertaintyMetres]).toSorted()).toEqual([
      ['added', [longitude, 10.01], 100],
      ['both', [longitude, 10], 100],
    ])
    const other = await preview({ zoneId: zone.id, ruleId: rule.id, rule: { ...saidOf(rule), types: ['ied'] } })
    expect(other).toMatchObject({ would: 0, stands: 1, added: 0, removed: 1 })
    expect(other.stopped).toEqual([{ stage: 'type', incidents: 2 }])
    expect(other.warnings.map(({ code }) => code)).toEqual(['preview.never'])
  })

  it('warns of a ring beyond what its zone listens to, also where that is only drawn', async () => {
    const rings = [{ withinMetres: 40_000, minSeverity: 'minor' as const }]
    const tried = { ...saidOf(rule), rings }
    const told = await preview({ zoneId: zone.id, rule: tried })
    expect(told.warnings).toEqual([
      finding('preview.ringBeyond', { zone: 'Busayrah', withinMetres: 40_000, reachMetres: 0 }),
    ])
    const { geometry, properties } = zoneFeature(zone)
    const { name, visibility, radiusMetres, reachMetres } = properties
    const drawn = { type: 'Feature' as const, geometry, properties: { name, visibility, radiusMetres, reachMetres } }
    const wider = await preview({
      zoneId: zone.id,
      rule: tried,
      zone: { ...drawn, properties: { ...drawn.properties, rings: [50_000] } },
    })
    expect(wider.warnings).toEqual([])
  })

  it('is of the zone as it would be drawn, held against the one that stands', async () => {
    const drawn = zoneFeature({ ...zone, radiusMetres: 30_000 })
    const { name, visibility, radiusMetres, reachMetres, rings } = drawn.properties
    const properties = { name, visibility, radiusMetres, reachMetres, rings }
    const wider = { type: 'Feature', geometry: drawn.geometry, properties }
    const told = await preview({ zoneId: zone.id, zone: wider, ruleId: rule.id, rule: saidOf(rule) })
    expect(told).toMatchObject({ would: 2, stands: 1, added: 1, removed: 0, near: 3 })
  })

  it('takes history as told when it happened, says so, and leaves it out where that is asked', async () => {
    const [longitude = 0] = zone.geometry.type === 'Point' ? zone.geometry.coordinates : []
    const occurredFrom = new Date(at.clock.ms() - 40 * 86_400_000).toISOString()
    const entries = [{ what: 'new', input: ambush(longitude, 10, { occurredFrom, timePrecision: 'day' }) } as const]
    await at.ingest.submit({ entries, by: 'import', history: true })
    const asked = { zoneId: zone.id, ruleId: rule.id, rule: saidOf(rule) }
    expect(await preview(asked)).toMatchObject({ would: 2, imported: 1 })
    expect(await preview({ ...asked, imported: false })).toMatchObject({ would: 1, imported: 0 })
    expect(await preview({ ...asked, days: 30 })).toMatchObject({ would: 1, imported: 0 })
  })

  it('looks at any time that is asked for, and says when something was near where nothing is', async () => {
    const longitude = -176 + 4 * turn++
    const far = await at.zone({ type: 'Point', coordinates: [longitude, 10] }, { radiusMetres: 10_000, name: 'Far' })
    const day = (days: number) => new Date(at.clock.ms() - days * 86_400_000).toISOString()
    const entries = [2_000, 1_500].map(
      (days) => ({ what: 'new', input: ambush(longitude, 10, { occurredFrom: day(days) }) }) as const,
    )
    await at.ingest.submit({ entries, by: 'import', history: true })
    const asked = { zoneId: far.id, rule: { name: 'Rule' } }
    expect(await preview(asked)).toMatchObject({ near: 0, nearBefore: day(1_500) })
    expect(await preview({ ...asked, imported: false })).toMatchObject({ near: 0, nearBefore: null })
    const then = await preview({ ...asked, until: day(1_500) })
    expect(then).toMatchObject({ near: 1, would: 1, from: day(1_590), until: day(1_500), nearBefore: null })
    expect(then.alerts.map(({ at: when }) => when)).toEqual([day(1_500)])
    expect(await preview({ ...asked, until: day(1_501) })).toMatchObject({ near: 0, nearBefore: day(2_000) })
    expect(await preview({ ...asked, until: '0001-01-02' })).toMatchObject({ near: 0, nearBefore: null })
    expect(await preview({ ...asked, until: day(-9) })).toMatchObject({ until: at.clock.now() })
  })

  it('tells of a time as it was then, whatever was revised later', async () => {
    const longitude = -176 + 4 * turn++
    const { zone: near, rule: severe } = await watch(previewRule({ minSeverity: 'severe', shape: 'circle' }), longitude)
    const [first] = await at.report(ambush(longitude, 10, { occurredFrom: at.clock.now(), severity: 'minor' }))
    const then = at.clock.now()
    at.clock.pass(10)
    const patch = incidentPatch.parse({ properties: { severity: 'extreme' }, reason: 'counted' })
    const id = first?.ok === true ? first.incident.id : ''
    await at.ingest.submit({ entries: [{ what: 'correct', id, patch, ifMatch: null }], by: 'wire', history: false })
    const tried = { zoneId: near.id, rule: saidOf(severe) }
    expect(await preview(tried)).toMatchObject({ near: 1, would: 1 })
    expect(await preview({ ...tried, until: then })).toMatchObject({ near: 1, would: 0 })
  })

  it('reads nothing that came after a time, and where it looks for something near it not where that lay before', async () => {
    const longitude = -176 + 4 * turn++
    const revised = async (more: object) => {
      const [entered] = await at.report(ambush(longitude, 10, { occurredFrom: at.clock.now() }))
      at.clock.pass(10)
      const id = entered?.ok === true ? entered.incident.id : ''
      const patch = incidentPatch.parse({ ...more, reason: 'known better' })
      await at.ingest.submit({ entries: [{ what: 'correct', id, patch, ifMatch: null }], by: 'wire', history: false })
      return id
    }
    const from = at.clock.now()
    const before = await revised({ properties: { severity: 'extreme' } })
    const moved = await revised({ geometry: { type: 'Point', coordinates: [longitude + 2, 10] } })
    const until = at.clock.now()
    at.clock.pass(10)
    await revised({ properties: { severity: 'extreme' } })
    await revised({ geometry: { type: 'Point', coordinates: [longitude + 2, 10] } })
    const box = [longitude - 0.1, 9.9, longitude + 0.1, 10.1] as const
    const tiers = [{ aboveMetres: -1, upToMetres: 100_000, boxes: [box] }]
    const asked = { tiers, imported: true, from, until, limit: 10 }
    const found = async (it: { readonly moved: boolean }) =>
      (await own.database.query<AroundRow>(incidentsAround({ ...asked, ...it }))).map(({ id }) => id)
    expect(await found({ moved: true })).toEqual([moved, before])
    expect(await found({ moved: false })).toEqual([before])
  })

  it('refuses a zone that is not there, a rule of another zone, and neither', async () => {
    const answer = (input: object) =>
      previews.preview(previewInput.parse({ rule: { name: 'Rule' }, ...input }), officer)
    expect(await answer({})).toMatchObject({ failure: { errors: [{ path: 'zoneId' }] } })
    expect(await answer({ zoneId: rule.id })).toMatchObject({ failure: { code: 'not-found' } })
    expect(await answer({ zoneId: zone.id, ruleId: zone.id })).toMatchObject({
      failure: { errors: [{ path: 'ruleId' }] },
    })
  })

  it('tells whoever sees places coarsely nothing, since zones can be drawn small', async () => {
    const coarse = new RulePreviewService(own.database, at.clock, new Sight({ coarseKm: 10 }), at.zones)
    const partner = { ...officer, permissions: officer.permissions.filter((it) => it !== 'place:exact') }
    const answer = await coarse.preview(previewInput.parse({ zoneId: zone.id, rule: { name: 'Rule' } }), partner)
    expect(answer).toMatchObject({ ok: false, failure: { code: 'not-allowed' } })
  })
})
