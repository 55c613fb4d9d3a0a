import {
  weekdays,
  type CalendarUse,
  type RingSeverity,
  type RuleCount,
  type RuleTrend,
  type Severity,
  type WeekHours,
  type WeekSpan,
  type Weekday,
} from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { useCalendarName } from '../calendar/useCalendars.js'
import { isolated } from '../ui/isolated.js'
import { wholeSpanIn } from '../world/age.js'

/** What few rules ask for, as a rule or a form has it. */
export interface More {
  readonly rings?: readonly RingSeverity[] | null | undefined
  readonly minOrigins?: number | null | undefined
  readonly actors?: readonly string[] | null | undefined
  readonly words?: readonly string[] | null | undefined
  readonly count?: RuleCount | null | undefined
  readonly trend?: RuleTrend | null | undefined
  readonly absence?:
    { readonly hours: number; readonly sources?: readonly string[] | null | undefined } | null | undefined
  readonly leadHours?: number | null | undefined
  readonly hours?: Hours | null | undefined
  readonly quietHours?: Hours | null | undefined
}
type Hours = Pick<WeekHours, 'timeZone' | 'spans'> & {
  readonly [K in 'tellsFrom' | 'calendars']?: WeekHours[K] | undefined
}
function inOrder(days: readonly Weekday[]): readonly Weekday[] {
  return weekdays.filter((day) => days.includes(day))
}

/** The parts of a rule's sentence that few rules have; none where it asks nothing more. */
export function useMoreText() {
  const { t, locale } = useI18n()
  const spanOf = (minutes: number) => wholeSpanIn(locale.value, minutes)
  const missed = ({ hours, sources }: NonNullable<More['absence']>) =>
    t(`rule.absence${sources == null ? 'Of' : 'From'}`, { span: spanOf(hours * 60), names: listed(sources ?? []) })
  const calendarName = useCalendarName()
  const named = (severity: Severity) => t(`severity.${severity}`).toLowerCase()
  const listed = (names: readonly string[]) => names.map(isolated).join(` ${t('finding.or')} `)

  const ringed = ({ withinMetres, minSeverity }: RingSeverity) =>
    t('rule.withinRing', { km: withinMetres / 1_000, severity: named(minSeverity) })
  const spanned = ({ days, from, to }: WeekSpan) => `${daysText(days)} ${isolated(`${from}–${to}`)}`
  const daysText = (days: readonly Weekday[]) => {
    const names = inOrder(days).map((day) => t(`weekday.${day}`))
    return names.length === 7 ? t('rule.everyDay') : names.join(' ')
  }
  const dated = ({ calendars = [] }: Hours, when: CalendarUse['when']) => {
    const names = calendars.filter((it) => it.when === when).map(({ id }) => calendarName(id))
    return names.length === 0 ? '' : t(`rule.${when === 'only' ? 'on' : 'notOn'}Calendar`, { names: listed(names) })
  }
  const timed = (key: 'rule.onlyIn' | 'rule.neverIn', hours: Hours) => {
    const { timeZone, spans, tellsFrom } = hours
    const [week, on, not] = [spans.map(spanned).join(t('comma')), dated(hours, 'only'), dated(hours, 'not')]
    // Of hours that are on at any time but some, it is those that are told.
    const which = week === '' && on === '' ? (`${key}But` as const) : key
    const whole = [week, on, not].filter((it) => it !== '').join(' ')
    const said = t(which, { spans: whole, zone: isolated(timeZone) })
    return tellsFrom === undefined ? said : `${said} ${t('rule.unlessFrom', { severity: named(tellsFrom) })}`
  }

  return (more: More): readonly string[] => [
    more.rings == null ? '' : more.rings.map(ringed).join(t('comma')),
    more.minOrigins == null ? '' : t('rule.fromOrigins', { n: more.minOrigins }),
    more.actors == null ? '' : t('rule.byActors', { names: listed(more.actors) }),
    more.words == null ? '' : t('rule.saying', { names: listed(more.words) }),
    more.count == null ? '' : t('rule.countOf', { n: more.count.atLeast, span: spanOf(more.count.withinMinutes) }),
    more.trend == null ? '' : t('rule.trendOf', { n: more.trend.atLeast, days: more.trend.withinDays }),
    more.absence == null ? '' : missed(more.absence),
    more.leadHours == null ? '' : t('rule.leadOf', { span: spanOf(more.leadHours * 60) }),
    more.hours == null ? '' : timed('rule.onlyIn', more.hours),
    more.quietHours == null ? '' : timed('rule.neverIn', more.quietHours),
  ]
}
