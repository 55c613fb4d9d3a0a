import type { Severity } from '@cordon/alerts'
import type { Statement } from '../database.js'
import { conditions } from './conditions.js'
import { searched, type IncidentSearch, type SearchWay } from './search.js'

/** By what incidents are counted. */
export const facetKinds = ['severity', 'status', 'type', 'grade', 'source'] as const
export type FacetKind = (typeof facetKinds)[number]

/** How many there are of one kind; sources have a name beside their id. */
export interface FacetRow {
  readonly facet: FacetKind
  readonly value: string
  readonly label: string | null
  readonly count: number
}

/** How many incidents of a severity began in a slice of time; slices are numbered from 0. */
export interface BinRow {
  readonly bin: number
  readonly severity: Severity
  readonly count: number
}

/** What a search holds, counted. */
export interface FacetsRow {
  readonly counted: number
  /** Whether more are stored than were looked at, where they were walked for. */
  readonly isCut: boolean
  /** Times of event of the earliest and the latest that were counted; null where there is none. */
  readonly earliest: string | null
  readonly latest: string | null
  /** When the first and the last of them were recorded as they are. */
  readonly firstKnown: string | null
  readonly lastKnown: string | null
  readonly facets: readonly FacetRow[]
  readonly bins: readonly BinRow[]
}

/** How a search is counted: among so many of the latest, in so many slices of time. */
export interface Counting {
  readonly way: SearchWay
  readonly most: number
  readonly bins: number
}

/**
 * Counts what a search finds: of what is rare the latest `most`, of what is common what is found among the latest `most`
 * incidents, so that no search takes longer for being wide.
 */
export function facetsOf(search: IncidentSearch, { way, most, bins }: Counting): Statement {
  const { values, bind } = conditions()
  const { before, rows } = searched(search, { way, bind, among: most })
  const hits = rows(`order by i.occurred_from desc, i.id desc limit ${bind(most)}`)
  const number = `${bind(bins)}::int`
  const text = `
    with hits as materialized (
      ${before} select i.id, i.severity, i.status, i.type, i.grade, i.source_id as source, i.occurred_from as at,
        i.recorded_at as known from ${hits} i
    ),
    ends as (select min(at) as earliest, max(at) as latest, count(*)::int as counted,
      max(known) as "lastKnown" from hits),
    -- Ids rise with time: the first record is that of the least, whatever was corrected since.
    first as (
      select v.recorded_at as "firstKnown" from incident_revision v
      where v.incident_id = (select id from hits order by id limit 1) and v.revision = 1
    ),
    sets as (
      select severity, status, type, grade, source, count(*)::int as count from hits
      group by grouping sets ((severity), (status), (type), (grade), (source))
    ),
    kinds as (
      select k.facet, k.value, s.name as label, count from sets
      cross join lateral (values ('severity', severity), ('status', status), ('type', type), ('grade', grade),
        ('source', source)) k(facet, value)
      left join source s on k.facet = 'source' and s.id = k.value
      where k.value is not null
    ),
    slices as (
      select least(${number} - 1, floor(extract(epoch from at - earliest) * ${number}
        / greatest(3600, extract(epoch from latest - earliest))))::int as bin, severity, count(*)::int as count
      from hits, ends group by 1, 2
    )
    select counted, ${way === 'walked' ? moreThan(bind(most)) : 'false'} as "isCut", earliest, latest, "firstKnown", "lastKnown",
      (select coalesce(json_agg(kinds order by count desc, value), '[]') from kinds) as facets,
      (select coalesce(json_agg(slices order by bin, severity), '[]') from slices) as bins
    from ends left join first on true`
  return { name: null, text, values }
}

/** What was believed before lies beside what is believed now, and each is looked at for itself. */
function moreThan(most: string): string {
  const rows = ['incident', 'incident_past'].map((table) => `(select from ${table} order by id limit ${most} + 1)`)
  return `(select count(*) > ${most} from (${rows.join(' union all ')}) stored)`
}
