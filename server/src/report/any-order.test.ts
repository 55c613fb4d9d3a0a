import { Corrections } from '../deliver/corrections.js'
import { judge, meetsGrade, type Alert, type Incident, type Report } from '@cordon/alerts'
import { addSources, alertOf, reportsOf, type Database } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Entry } from '../ingest/entry.js'
import { AlertFollower } from '../alert/alert.follower.js'
import { pipeline } from '../ingest/ingest.fixture.js'
import { ownDatabase } from '../live/feed.fixture.js'
import { ChangeSignal } from '../live/signal.js'
import { reportTold } from '../wire/index.js'
import { entryTold } from './told.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
let database: Database
/** Two servers on one database. */
let nodes: readonly [ReturnType<typeof pipeline>, ReturnType<typeof pipeline>]
let follower: AlertFollower
/** Each run has a place of its own on the ground, so that none hears of the others. */
let run = 0

const seed = Number(process.env['SEED'] ?? Date.now() % 1_000_000)
const reliabilities = { Rudaw: 'B', ANHA: 'C', 'Deirezzor 24': 'F', Rumour: 'E' } as const
const wellKnown = { name: 'Well known', minGrade: 'C2' } as const

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  database = own.database
  nodes = [pipeline(database), pipeline(database)]
  follower = new AlertFollower(database, nodes[0].clock, new ChangeSignal(), new Corrections(nodes[0].clock))
  const sources = Object.entries(reliabilities).map(([name, reliability]) => ({ name, reliability }))
  const rows = sources.map((it) => ({ ...it, id: it.name.toLowerCase().replace(' ', '-'), kind: 'other' as const }))
  await database.query(addSources(rows, nodes[0].clock.now()))
})
afterAll(() => own.close())

/** What a message says at a time; `link` and `words` it may share with those of others. */
interface Version {
  readonly link: 'a' | 'b' | 'c' | null
  readonly words: 'x' | 'y' | 'z' | null
  readonly credibility: '1' | '2' | '3' | '5' | '6'
}

/** One message of one source; where it has an id it may come in several versions, the later ones said later. */
interface Message {
  readonly source: keyof typeof reliabilities
  readonly story: number
  readonly number: number
  readonly origin: string | null
  readonly versions: readonly Version[]
}

const anyVersion = fc.record<Version>({
  link: fc.constantFrom('a', 'b', 'c', null),
  words: fc.constantFrom('x', 'y', 'z', null, null),
  credibility: fc.constantFrom('1', '2', '3', '5', '6'),
})

const anyMessage = fc.record<Message>({
  source: fc.constantFrom('Rudaw', 'ANHA', 'Deirezzor 24', 'Rumour'),
  story: fc.nat({ max: 1 }),
  number: fc.nat({ max: 1 }),
  origin: fc.constantFrom(null, null, 'Hawar'),
  versions: fc.array(anyVersion, { minLength: 1, maxLength: 3 }),
})

/** One source says one thing once: what it says under one key is one message, but for a page that holds several by their ids. */
const messages = fc
  .uniqueArray(anyMessage, {
    minLength: 2,
    maxLength: 7,
    selector: ({ source, story, number }) => `${source} ${story} ${number}`,
  })
  .map((all) =>
    all.filter(
      (it, at) =>
        !all.slice(0, at).some((other) => other.source === it.source && shareKey(other, it) && !shareAPage(other, it)),
    ),
  )

function keysOf({ story, versions }: Message): readonly string[] {
  return versions.flatMap(({ link, words }) => [
    ...(link === null ? [] : [`${story} link ${link}`]),
    ...(words === null ? [] : [`${story} words ${words}`]),
  ])
}

function shareKey(one: Message, other: Message): boolean {
  return keysOf(one).some((key) => keysOf(other).includes(key))
}

function shareAPage(one: Message, other: Message): boolean {
  const words = keysOf(one).filter((key) => key.includes(' words '))
  return hasId(one) && hasId(other) && !words.some((key) => keysOf(other).includes(key))
}

function hasId({ versions, number }: Message): boolean {
  return versions.length > 1 || number === 1
}

/** What belongs together: messages that are linked by a key, over however many others. */
function stories(all: readonly Message[]): readonly (readonly Message[])[] {
  return all.reduce<readonly (readonly Message[])[]>((held, it) => {
    const joined = held.filter((group) => group.some((other) => shareKey(other, it)))
    return [...held.filter((group) => !joined.includes(group)), [...joined.flat(), it]]
  }, [])
}

/** A version as it is told; all that tell one story name the same place and time. */
function told(message: Message, version: number, turn: number): Entry {
  const { source, story, number, origin, versions } = message
  const { link = null, words = null, credibility = '6' } = versions[version] ?? {}
  const name = `${source} ${story} ${number}`
  const report = {
    ...{ source, origin, credibility },
    title: `Attack ${turn} ${words ?? `${name} ${version}`}`,
    text: words === null ? null : `One account, word for word: ${words}`,
    reportedAt: `2026-11-09T05:0${version}:00.000Z`,
    ...(link === null ? {} : { link: `https://example.org/${turn}/${story}/${link}` }),
    ...(hasId(message) ? { externalId: `${turn} ${name}` } : {}),
  }
  const properties = { type: 'ambush', severity: 'severe', occurredFrom: `2026-11-09T0${story}:00:00.000Z` }
  const geometry = { type: 'Point', coordinates: placeOf(turn) }
  return entryTold(reportTold.parse({ ...report, incident: { geometry, properties } }))
}

function placeOf(turn: number): readonly [number, number] {
  return [-170 + (turn % 300), -60 + Math.floor(turn / 300) * 2]
}

/** Everything that is told, some of it twice, in an order and in portions that chance gives. */
function portions(all: readonly Message[], turn: number, next: () => number): readonly (readonly Entry[])[] {
  const once = all.flatMap((it) => it.versions.map((_, version) => ({ it, version })))
  const often = [...once, ...once.filter(() => next() % 3 === 0)].map((said) => ({ ...said, key: next() }))
  const entries = often.toSorted((a, b) => a.key - b.key).map(({ it, version }) => told(it, version, turn))
  const cut: Entry[][] = []
  for (const entry of entries) {
    const last = cut.at(-1)
    if (last === undefined || next() % 3 === 0) cut.push([entry])
    else last.push(entry)
  }
  return cut
}

/** Tells it all, now one portion after another, now several at once, over both servers. */
async function tellAll(turn: number, all: readonly Message[], next: () => number): Promise<ReadonlySet<string>> {
  const ids = new Set<string>()
  let underWay: Promise<void>[] = []
  for (const entries of portions(all, turn, next)) {
    const node = nodes[next() % 2 === 0 ? 0 : 1]
    const work = node.ingest.submit({ entries, by: 'test', history: false }).then((outcomes) => {
      for (const it of outcomes) if (it.ok) ids.add(it.incident.id)
      expect(outcomes.filter(({ ok }) => !ok)).toEqual([])
    })
    underWay.push(work)
    if (next() % 2 === 0) continue
    await Promise.all(underWay)
    underWay = []
  }
  await Promise.all(underWay)
  return ids
}

/** An incident that stands, with all that is one with it, what tells of it and what was told of it. */
interface Family {
  readonly standing: Incident
  readonly revisions: readonly Incident[]
  readonly reports: readonly Report[]
  readonly alerts: readonly Alert[]
}

/** Each alert with its place in the change feed when it was raised: what happened to it since has moved it. */
const alertsAsRaised = `(
  select a.incident_id, ${alertOf('a')} || jsonb_build_object('seq', c.seq) as body
  from alert a join change c on c.kind = 'alert' and c.id = a.id and c.revision = 1) a where incident_id = any($1::uuid[])`

async function familiesOf(ids: ReadonlySet<string>): Promise<readonly Family[]> {
  const all = await bodies<Incident>('incident_revision where incident_id = any($1::uuid[]) order by revision', ids)
  const alerts = await bodies<Alert>(alertsAsRaised, ids)
  const reports = await database.query<Report>(reportsOf([...ids]))
  const last = new Map(all.map((it) => [it.id, it]))
  const standing = [...last.values()].filter(({ mergedInto }) => mergedInto === undefined)
  return standing.map((it) => {
    const isOne = (id: string) => id === it.id || last.get(id)?.mergedInto === it.id
    return {
      standing: it,
      revisions: all.filter(({ id }) => isOne(id)),
      reports: reports.filter(({ incidentId }) => isOne(incidentId)),
      alerts: alerts.filter(({ incidentId }) => isOne(incidentId)),
    }
  })
}

async function bodies<T>(from: string, ids: ReadonlySet<string>): Promise<readonly T[]> {
  const rows = await database.query<{ body: T }>({ name: null, text: `select body from ${from}`, values: [[...ids]] })
  return rows.map(({ body }) => body)
}

/** What is believed in the end and who tells it, but for what differs by turn. */
function believed({ standing, reports }: Pick<Family, 'reports'> & { readonly standing: Believed }): string {
  const said = reports.map(({ sourceName, credibility, title, link }) => [sourceName, credibility, title, link])
  const { grade, status, type, occurredFrom } = standing
  return JSON.stringify([grade, status, type, occurredFrom, said.map((it) => JSON.stringify(it)).sort()])
}

type Believed = Pick<Incident, 'grade' | 'status' | 'type' | 'occurredFrom'>

/** The same from the messages alone, whatever their order. */
function expected(group: readonly Message[], turn: number): string {
  const reports = group.map((it, at) => reportOf(it, { id: String(at), turn }))
  const [first] = group
  const occurredFrom = `2026-11-09T0${first?.story ?? 0}:00:00.000Z`
  return believed({ standing: { ...judge(reports), type: 'ambush', occurredFrom }, reports })
}

function reportOf(message: Message, { id, turn }: { readonly id: string; readonly turn: number }): Report {
  const entry = told(message, message.versions.length - 1, turn)
  if (entry.what !== 'tell') throw new Error('Expected a report that tells.')
  const { source, title, text = null, link = null, origin = null, credibility, reportedAt } = entry.report
  return {
    ...{ id, title, text, link, origin, incidentId: '', sourceId: '', sourceName: source, externalId: null },
    ...{ reliability: reliabilities[message.source], reliabilityThen: 'F', credibility: credibility ?? '6' },
    ...{ claims: [], reportedAt: reportedAt ?? '', recordedAt: '', revision: 1, withdrawn: false },
  }
}

/** Whether a rule that asks for a grade hears of an incident as it was at a revision. */
function isWellKnown({ grade, status }: Incident): boolean {
  return meetsGrade(grade, wellKnown.minGrade) && status !== 'merged' && status !== 'refuted'
}

/** What holds of alerts in any order, though which prefix was told first decides how early somebody is told. */
function expectTold({ revisions, alerts }: Family): void {
  const of = (name: string) => alerts.filter(({ ruleName }) => ruleName === name)
  // Whoever asks for everything was told; whoever asks for a grade, just where it was known so well at some time.
  expect(of('Anything').length).toBeGreaterThan(0)
  expect(of(wellKnown.name).length > 0).toBe(revisions.some(isWellKnown))
  for (const alert of alerts) {
    const rivals = alerts.filter((it) => it.ruleId === alert.ruleId && it !== alert)
    // Once of each incident, and never again of one that stands for one that was told of.
    expect(rivals.map(({ incidentId }) => incidentId)).not.toContain(alert.incidentId)
    const merged = revisions.filter(({ mergedInto, seq }) => mergedInto === alert.incidentId && seq < alert.seq)
    const before = rivals.filter((it) => it.seq < alert.seq).map(({ incidentId }) => incidentId)
    expect(merged.filter(({ id }) => before.includes(id))).toEqual([])
  }
}

/**
 * In the end one alert of each rule holds for what is believed, where it meets the rule, and none where it does not:
 * what was told on the way and is known less well by now is cleared. So the alerts that hold are the same in any order.
 */
function expectHolding({ standing, alerts }: Family): void {
  const holding = alerts.filter(({ clearedAt }) => clearedAt === null).map(({ ruleName }) => ruleName)
  expect(holding.toSorted()).toEqual(isWellKnown(standing) ? ['Anything', wellKnown.name] : ['Anything'])
}

describe(`the same reports (seed ${seed})`, () => {
  it('end in the same incidents, told once to whom they concern, in any order, repetition and interleaving', async () => {
    const chances = fc.array(fc.nat({ max: 9_999 }), { minLength: 60, maxLength: 60 })
    await fc.assert(
      fc.asyncProperty(messages, chances, async (all, chance) => {
        let drawn = 0
        const next = () => chance[(drawn += 1) % chance.length] ?? 0
        for (let order = 0; order < 2; order++) {
          const turn = (run += 1)
          const geometry = { type: 'Point', coordinates: [...placeOf(turn)] }
          const zone = await nodes[0].zone(geometry, { radiusMetres: 20_000 })
          await nodes[0].rule(zone)
          await nodes[0].rule(zone, wellKnown)
          const ids = await tellAll(turn, all, next)
          while ((await follower.follow()) > 0);
          const families = await familiesOf(ids)
          const wanted = stories(all).map((group) => expected(group, turn))
          expect(families.map(believed).toSorted()).toEqual(wanted.toSorted())
          for (const family of families) {
            expectTold(family)
            expectHolding(family)
          }
        }
      }),
      {
        numRuns: Number(process.env['RUNS'] ?? 25),
        seed,
        interruptAfterTimeLimit: 180_000,
        markInterruptAsFailure: true,
      },
    )
  }, 240_000)
})
