import {
  calendarsOf,
  firstInstant,
  instantMs,
  instantOf,
  trendBaseline,
  type CalendarTimes,
  type Instant,
  type Rule,
  type Silence,
  type Zone,
} from '@cordon/alerts'
import { silencesOfZone, type Runner, type SilenceRow } from '@cordon/db'
import { timesNow } from '../calendar/times.js'
import { ok, type Result } from '../platform/result.js'
import { prepare } from '../zone/content.js'
import { pastOf, type PastOfZone } from './past.js'
import { Shape } from './shape.js'

const dayMs = 86_400_000
const usualDays = 90
/** For how long before its window is near a threat may have been known, for a preview to find it. */
const knownBeforeDays = 90

/** So much before a time, and no earlier than there are times. */
function before(at: Instant, ms: number): Instant {
  return instantOf(Math.max(instantMs(firstInstant), instantMs(at) - ms))
}

/** The time that is looked at. */
export interface Span {
  readonly from: Instant
  readonly until: Instant
  readonly imported: boolean
}

/** What is said of a span; a time that is yet to come is now. */
interface SpanSaid {
  readonly days?: number | null | undefined
  readonly until?: Instant | null | undefined
  readonly imported?: boolean | null | undefined
}

/** The span that somebody asks for: up to now, or to a time before that. */
export function spanOf({ days, until: asked, imported }: SpanSaid, now: Instant): Span {
  const until = asked == null || instantMs(asked) > instantMs(now) ? now : asked
  return { from: before(until, (days ?? usualDays) * dayMs), until, imported: imported ?? true }
}

/** The past of a zone with the silences of that time, and the calendars of its rules. */
export interface ZonePast extends PastOfZone {
  readonly silences: readonly Silence[]
  /** When the calendars are on that the rules go by, as they are now. */
  readonly calendars: readonly CalendarTimes[]
}

/** What came near a zone for rules to be tried on. What one does at first depends on what it did and counted before. */
export async function pastForRules(
  zone: Zone,
  { rules, span }: { readonly rules: readonly Rule[]; readonly span: Span },
  run: Runner,
): Promise<Result<ZonePast>> {
  const prepared = await prepare(zone.geometry, run)
  if (!prepared.ok) return prepared
  const shape = await Shape.of(zone, prepared.value, run)
  const earlierMinutes = Math.max(0, ...rules.map(remembersMinutes))
  const from = before(span.from, earlierMinutes * 60_000)
  const asked = { wording: rules.some(readsWording), messages: rules.some(({ absence }) => absence !== undefined) }
  const { until, imported } = span
  const past = await pastOf(shape, { from, until, imported, moved: true, ...asked }, run)
  const rows = zone.id === '' ? [] : await run.query<SilenceRow>(silencesOfZone(zone.id, from))
  const ids = [...new Set(rules.flatMap(calendarsOf))]
  const calendars = await timesNow(ids, { fromMs: instantMs(from), untilMs: instantMs(until) }, run)
  return ok({ ...past, silences: rows.map(({ body }) => body), calendars })
}

/** For how long what a rule did, or what it counted, bears on what it does. */
function remembersMinutes({ cooldownMinutes, count, trend, absence, leadHours }: Rule): number {
  const knownDays = leadHours === undefined ? 0 : knownBeforeDays
  // What it told in a period bears on the next one.
  const usualDays = (trend?.withinDays ?? 0) * (trendBaseline + 2)
  const known = (knownDays + usualDays) * 24 * 60
  return known + Math.max(cooldownMinutes, 2 * (count?.withinMinutes ?? 0)) + (absence?.hours ?? 0) * 60
}

function readsWording({ actors, words }: Rule): boolean {
  return actors !== undefined || words !== undefined
}
