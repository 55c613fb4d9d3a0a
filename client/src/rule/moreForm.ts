import type { RuleConditions, Severity, WeekHours, Weekday } from '@cordon/alerts'
import type { RuleInput } from '@cordon/server/wire'

/** A ring as it is typed, in kilometres. */
export interface RingForm {
  km: number
  minSeverity: Severity
}

/** Hours of the week as they are typed. */
export interface HoursForm {
  on: boolean
  timeZone: string
  /** None: any hour of the days of calendars. */
  spans: { days: Weekday[]; from: string; to: string }[]
  calendars: { id: string; when: 'only' | 'not' }[]
  /** Empty where nothing is told whatever the hour. */
  tellsFrom: Severity | ''
}

/** What few rules ask for; empty lists and texts ask nothing. */
export interface MoreForm {
  rings: RingForm[]
  /** Empty for any number. */
  minOrigins: number | ''
  /** Names, with commas between them. */
  actors: string
  words: string
  /** Empty where it does not count. */
  countAtLeast: number | ''
  countMinutes: number
  /** Empty where it does not ask whether that is more than usual. */
  trendAtLeast: number | ''
  trendDays: number
  /** Empty where it does not wait for the windows of threats. */
  leadHours: number | ''
  /** Empty where it does not wait for silence. */
  absenceHours: number | ''
  absenceSources: string
  hours: HoursForm
  quietHours: HoursForm
}

type Said = Pick<
  RuleInput,
  'rings' | 'minOrigins' | 'actors' | 'words' | 'count' | 'trend' | 'absence' | 'leadHours' | 'hours' | 'quietHours'
>

/** What makes one attack of many: about as long as a complex attack takes. */
const usualCountMinutes = 60

/** Long enough that weekends do not stand out. */
const usualTrendDays = 7

const workdays: readonly Weekday[] = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu']
const everyDay: readonly Weekday[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** What a rule asks beyond the usual, for the form; hours begin by the clock of the reader's zone. */
export function moreFormOf(rule: Partial<RuleConditions>, timeZone: string): MoreForm {
  return {
    rings: (rule.rings ?? []).map(({ withinMetres, minSeverity }) => ({ km: withinMetres / 1_000, minSeverity })),
    minOrigins: rule.minOrigins ?? '',
    actors: (rule.actors ?? []).join(', '),
    words: (rule.words ?? []).join(', '),
    countAtLeast: rule.count?.atLeast ?? '',
    countMinutes: rule.count?.withinMinutes ?? usualCountMinutes,
    trendAtLeast: rule.trend?.atLeast ?? '',
    trendDays: rule.trend?.withinDays ?? usualTrendDays,
    leadHours: rule.leadHours ?? '',
    absenceHours: rule.absence?.hours ?? '',
    absenceSources: (rule.absence?.sources ?? []).join(', '),
    hours: hoursFormOf(rule.hours, { timeZone, days: workdays, from: '08:00', to: '16:00', tellsFrom: '' }),
    quietHours: hoursFormOf(rule.quietHours, {
      timeZone,
      days: everyDay,
      from: '22:00',
      to: '06:00',
      tellsFrom: 'extreme',
    }),
  }
}

interface Usual {
  readonly timeZone: string
  readonly days: readonly Weekday[]
  readonly from: string
  readonly to: string
  /** Whoever asks for quiet does not ask to sleep through the worst: that goes through unless somebody says otherwise. */
  readonly tellsFrom: HoursForm['tellsFrom']
}

function hoursFormOf(hours: WeekHours | undefined, usual: Usual): HoursForm {
  if (hours === undefined) {
    const { timeZone, days, from, to, tellsFrom } = usual
    return { on: false, timeZone, spans: [{ days: [...days], from, to }], calendars: [], tellsFrom }
  }
  const spans = hours.spans.map((span) => ({ ...span, days: [...span.days] }))
  const calendars = (hours.calendars ?? []).map((it) => ({ ...it }))
  return { on: true, timeZone: hours.timeZone, spans, calendars, tellsFrom: hours.tellsFrom ?? '' }
}

/** What the form asks beyond the usual, for the server. */
export function moreSaid(form: MoreForm): Said {
  const rings = form.rings.map(({ km, minSeverity }) => ({ withinMetres: Math.round(km * 1_000), minSeverity }))
  return {
    rings: rings.length === 0 ? null : rings.toSorted((a, b) => a.withinMetres - b.withinMetres),
    minOrigins: form.minOrigins === '' ? null : form.minOrigins,
    actors: namesIn(form.actors),
    words: namesIn(form.words),
    count: form.countAtLeast === '' ? null : { atLeast: form.countAtLeast, withinMinutes: form.countMinutes },
    trend: form.trendAtLeast === '' ? null : { atLeast: form.trendAtLeast, withinDays: form.trendDays },
    absence: form.absenceHours === '' ? null : { hours: form.absenceHours, sources: namesIn(form.absenceSources) },
    leadHours: form.leadHours === '' ? null : form.leadHours,
    hours: hoursSaid(form.hours),
    quietHours: hoursSaid(form.quietHours),
  }
}

function namesIn(text: string): string[] | null {
  const names = text
    .split(/[,،;\n]+/)
    .map((it) => it.trim())
    .filter((it) => it !== '')
  return names.length === 0 ? null : [...new Set(names)]
}

function hoursSaid({ on, timeZone, spans, calendars, tellsFrom }: HoursForm): Said['hours'] {
  if (!on) return null
  const week = { timeZone: timeZone.trim(), spans: spans.map((span) => ({ ...span, days: [...span.days] })) }
  const said = calendars.length === 0 ? week : { ...week, calendars: calendars.map((it) => ({ ...it })) }
  return tellsFrom === '' ? said : { ...said, tellsFrom }
}

/** Whether what is typed can be asked of the server; while a number or a time is typed it may not be one. */
export function isMoreWhole({ rings, minOrigins, countAtLeast, countMinutes, ...form }: MoreForm): boolean {
  const { trendAtLeast, trendDays, absenceHours, leadHours, hours, quietHours } = form
  const isSpan = ({ days, from, to }: HoursForm['spans'][number]) => days.length > 0 && from !== '' && to !== ''
  const areHours = ({ on, spans, calendars, timeZone }: HoursForm) =>
    !on || (timeZone !== '' && spans.every(isSpan) && spans.length + calendars.length > 0)
  const areRings = rings.every(({ km }) => Number.isFinite(km) && km >= 0)
  const isCount = countAtLeast === '' || (countAtLeast >= 2 && Number.isFinite(countMinutes) && countMinutes >= 1)
  const isTrend = trendAtLeast === '' || (trendAtLeast >= 2 && Number.isInteger(trendDays) && trendDays >= 1)
  const isAbsence = absenceHours === '' || absenceHours >= 0.25
  const isLead = leadHours === '' || leadHours > 0
  return (
    areRings &&
    isLead &&
    isCount &&
    isTrend &&
    isAbsence &&
    (minOrigins === '' || minOrigins >= 1) &&
    areHours(hours) &&
    areHours(quietHours)
  )
}

/** Whether a rule asks for anything beyond the usual. */
export function asksMore(form: MoreForm): boolean {
  return Object.values(moreSaid(form)).some((it) => it !== null)
}
