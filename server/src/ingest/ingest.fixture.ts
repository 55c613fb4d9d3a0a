import { instantOf, type Calendar, type Rule, type Silence, type Zone } from '@cordon/alerts'
import type { Database } from '@cordon/db'
import { vi } from 'vitest'
import type { AccountPrincipal } from '../access/principal.js'
import { CalendarService } from '../calendar/calendar.service.js'
import { ChangeSignal } from '../live/signal.js'
import { Clock } from '../platform/clock.js'
import { takenHead } from '../platform/database.js'
import { RuleService } from '../rule/rule.service.js'
import { SilenceService } from '../silence/silence.service.js'
import { roleGrants } from '../wire/permission.js'
import { incidentInput, type IncidentInput } from '../wire/incident-input.js'
import type { RuleInput } from '../wire/rule.js'
import type { SilenceInput } from '../wire/silence.js'
import { zoneInput } from '../wire/zone.js'
import { ZoneService } from '../zone/zone.service.js'
import type { Outcome } from './entry.js'
import { IngestService } from './ingest.service.js'

/** For tests: a clock that stands where it is put. */
export class TestClock extends Clock {
  private at = Date.parse('2026-11-09T06:00:00.000Z')

  override ms(): number {
    return this.at
  }

  /** Moves on by minutes. */
  pass(minutes: number): void {
    this.at += minutes * 60_000
  }
}

/** For tests: an officer. */
export const officer: AccountPrincipal = {
  kind: 'account',
  id: '018f0000-0000-7000-8000-000000000001',
  name: 'dana',
  role: 'officer',
  permissions: roleGrants.officer,
  teams: [],
  sessionId: 'test',
}

/** For tests: the services of the pipeline on one database. */
export function pipeline(database: Database) {
  const clock = new TestClock()
  return { ...pipelineAt(database, clock), clock }
}

/** For tests: the services of the pipeline on one database, by this clock. */
export function pipelineAt(database: Database, clock: Clock) {
  const signal = new ChangeSignal()
  const ingest = new IngestService(database, clock, signal)
  const zones = new ZoneService(database, clock, signal)
  const rules = new RuleService(database, clock, signal)
  const silences = new SilenceService(database, clock, signal)
  const calendars = new CalendarService(database, clock, signal)
  return {
    clock,
    ingest,
    zones,
    rules,
    silences,
    calendars,
    calendar: async (source: string, name = 'Holidays', who = officer): Promise<Calendar> =>
      value(await calendars.create({ name, source }, who)),
    silence: async (
      zone: Pick<Zone, 'id'>,
      input: Partial<SilenceInput> & { readonly minutes: number },
    ): Promise<Silence> => {
      const { minutes, ...said } = input
      const until = instantOf(clock.ms() + minutes * 60_000)
      return value(await silences.begin(zone.id, { reason: 'Clearing mines', until, ...said }, officer))
    },
    zone: async (geometry: object, properties: object, who = officer): Promise<Zone> => {
      const named = { name: 'Zone', visibility: 'public', ...properties }
      const input = zoneInput.parse({ type: 'Feature', geometry, properties: named })
      return value(await zones.create(input, who))
    },
    rule: async (zone: Zone, input: Partial<RuleInput> = {}): Promise<Rule> =>
      value(await rules.create(zone.id, { name: 'Anything', ...input }, officer)),
    report: async (...inputs: readonly IncidentInput[]): Promise<readonly Outcome[]> =>
      ingest.submit({ entries: inputs.map((input) => ({ what: 'new', input })), by: 'test', history: false }),
  }
}

function value<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: unknown },
): T {
  if (result.ok) return result.value
  throw new Error(JSON.stringify(result.failure))
}

/** For tests: an ambush at a place, an hour before the test clock begins. */
export function ambush(longitude: number, latitude: number, properties: object = {}): IncidentInput {
  const said = { type: 'ambush', title: 'Ambush', severity: 'severe', occurredFrom: '2026-11-09T05:00:00.000Z' }
  const geometry = { type: 'Point', coordinates: [longitude, latitude] }
  return incidentInput.parse({ type: 'Feature', geometry, properties: { ...said, ...properties } })
}

/**
 * For tests on a server: two that want the head of the feed while somebody has it, so that the second, which has begun when
 * the first had written nothing, comes after it.
 */
export async function oneAfterTheOther(
  database: Database,
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
): Promise<void> {
  const begun: Promise<unknown>[] = []
  await database.transaction('plain', async (run) => {
    await takenHead(run)
    for (const begin of [first, second]) {
      begun.push(begin())
      await vi.waitFor(async () => {
        const text = 'select count(distinct pid)::int as n from pg_locks where not granted'
        const [waiting] = await run.query<{ n: number }>({ name: null, text, values: [] })
        if (waiting?.n !== begun.length) throw new Error(`Of ${begun.length} there wait ${waiting?.n ?? 0}.`)
      })
    }
  })
  await Promise.all(begun)
}
