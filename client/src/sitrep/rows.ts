import {
  attackTypes,
  dayPrecisions,
  narrowerTypes,
  raidTypes,
  uncountedTypes,
  type IncidentType,
  type Period,
  type Sitrep,
  type SitrepFigureName,
} from '@cordon/alerts'
import type { RowsPlace } from '../trend/counted.js'

const dayMs = 86_400_000
const countedStatuses = ['unverified', 'corroborated', 'confirmed', 'disputed']

/**
 * The rows of a report in history, as they were known when it was drawn up: what it counts, in some days. Null where it
 * counts nothing of what it asks for: no search finds that.
 */
export function rowsOf(report: Sitrep, period: Period, more: Readonly<Record<string, string>> = {}): RowsPlace | null {
  const last = new Date(Date.parse(period.until) - dayMs).toISOString().slice(0, 10)
  const { search } = report
  const kept = { kind: inCommon(search['kind'], ['event']), status: inCommon(search['status'], countedStatuses) }
  const asked: Sitrep['search'] = { ...search, ...kept, ...more }
  if (search['exercise'] === 'only' || Object.values(asked).includes('')) return null
  const left = uncountedTypes(null).filter((type) => asked['type']?.split(',').includes(type) !== false)
  const notType = [asked['notType'] ?? [], left].flat().join(',')
  return {
    name: 'history',
    query: {
      ...asked,
      ...(notType === '' ? {} : { notType }),
      ...{ from: period.from.slice(0, 10), to: last, asOf: report.asOf },
    },
  }
}

/** The rows behind a figure; null where no search tells them apart, and the report's own list does. */
export function figureRows(report: Sitrep, name: SitrepFigureName, period: Period): RowsPlace | null {
  const of = (types: readonly string[]) => rowsOf(report, period, { type: inCommon(report.search['type'], types) })
  if (name === 'attacks') return of(attackTypes)
  if (name === 'raids') return of(raidTypes)
  return name === 'killed' ? rowsOf(report, period) : null
}

/** The rows of one of its weeks: those whose time is known well enough. */
export function weekRows(report: Sitrep, week: Period): RowsPlace | null {
  return rowsOf(report, week, { precision: inCommon(report.search['precision'], dayPrecisions) })
}

/** The rows of one type of incident, and of none that it is the name above. */
export function typeRows(report: Sitrep, type: IncidentType): RowsPlace | null {
  const notType = [report.search['notType'] ?? [], narrowerTypes(type)].flat().join(',')
  return rowsOf(report, report, notType === '' ? { type } : { type, notType })
}

/** Of what is counted, that which a report asks for, if it asks for any; `''` where that is nothing. */
function inCommon(asked: string | undefined, counted: readonly string[]): string {
  const names = asked?.split(',')
  return (names === undefined ? counted : counted.filter((it) => names.includes(it))).join(',')
}
