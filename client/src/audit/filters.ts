/** What the audit log is narrowed by, as it stands in the address; empty is any. */
export interface AuditFilters {
  readonly name: string
  readonly action: string
  readonly thing: string
  /** Days in UTC, both included. */
  readonly from: string
  readonly until: string
}

export const noFilters: AuditFilters = { name: '', action: '', thing: '', from: '', until: '' }
const keys = ['name', 'action', 'thing', 'from', 'until'] as const

type Query = Readonly<Record<string, unknown>>

/** The filters that an address holds. */
export function filtersIn(query: Query): AuditFilters {
  const text = (key: string) => (typeof query[key] === 'string' ? query[key] : '')
  return { name: text('name'), action: text('action'), thing: text('thing'), from: text('from'), until: text('until') }
}

/** What of them an address holds. */
export function queryOf(filters: AuditFilters): Record<string, string> {
  return Object.fromEntries(keys.filter((key) => filters[key] !== '').map((key) => [key, filters[key]]))
}

/** What the server is asked: days become moments, the last one up to its end. A day that is none is not asked for. */
export function requestOf(filters: AuditFilters): Record<string, string> {
  const { from, until, ...rest } = queryOf(filters)
  const [begin, end] = [from, until].map((day) => Date.parse(`${day}T00:00:00Z`))
  return {
    ...rest,
    ...(begin === undefined || Number.isNaN(begin) ? {} : { from: new Date(begin).toISOString() }),
    ...(end === undefined || Number.isNaN(end) ? {} : { until: new Date(end + 86_400_000).toISOString() }),
  }
}
