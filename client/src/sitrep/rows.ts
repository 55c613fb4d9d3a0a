import {
  attackTypes,
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
const counted = 'unverified,corroborated,confirmed,disputed'

/** The rows of a report in history, as they were known when it was drawn up: what it counts, in some days. */
export function rowsOf(report: Sitrep, period: Period, more: Readonly<Record<string, string>> = {}): RowsPlace {
  const last = new Date(Date.parse(period.until) - dayMs).toISOString().slice(0, 10)
  const asked = { ...report.search, ...more }
  const left = uncountedTypes(null).filter((type) => asked['type']?.split(',').includes(type) !== false)
  const notType = [asked['notType'] ?? [], left].flat().join(',')
  return {
    name: 'history',
    query: {
      ...{ kind: 'event', status: counted, ...asked },
      ...(notType === '' ? {} : { notType }),
      ...{ from: period.from.slice(0, 10), to: last, asOf: report.asOf },
    },
  }
}

/** The rows behind a figure; null where no search tells them apart, and the report's own list does. */
export function figureRows(report: Sitrep, name: SitrepFigureName, period: Period): RowsPlace | null {
  if (name === 'attacks') return rowsOf(report, period, within(report, attackTypes))
  if (name === 'raids') return rowsOf(report, period, within(report, raidTypes))
  return name === 'killed' ? rowsOf(report, period) : null
}

/** The rows of one type of incident, and of none that it is the name above. */
export function typeRows(report: Sitrep, type: IncidentType): RowsPlace {
  const notType = [report.search['notType'] ?? [], narrowerTypes(type)].flat().join(',')
  return rowsOf(report, report, notType === '' ? { type } : { type, notType })
}

/** Of the types that a report asks for, if any, those that a figure counts. */
function within({ search }: Sitrep, types: readonly string[]): { readonly type: string } {
  const asked = search['type']?.split(',')
  const both = asked === undefined ? types : types.filter((type) => asked.includes(type))
  return { type: both.join(',') }
}
