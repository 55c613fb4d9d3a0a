import type {
  Grade,
  IncidentKind,
  IncidentStatus,
  IncidentType,
  Severity,
  TimePrecision,
  ZoneGeometry,
} from '@cordon/alerts'
import type { Statement } from '../database.js'
import type { PreparedShape } from './zone.js'

/** Discs wider than this may reach a zone from anywhere. */
export const widestMetres = 100_000

/** A box of longitudes and latitudes in degrees. */
type Box = readonly [west: number, south: number, east: number, north: number]

/** Where the centre of a disc lies that reaches a zone, if it is wider than `aboveMetres` and no wider than `upToMetres`. */
export interface Tier {
  readonly aboveMetres: number
  readonly upToMetres: number
  readonly boxes: readonly Box[]
}

/** What to look for around a zone. */
export interface Around {
  /** Together up to `widestMetres`. */
  readonly tiers: readonly Tier[]
  /** Whether what came in as history counts, by when it happened. */
  readonly imported: boolean
  /** The earliest time that counts. */
  readonly from: string
  /** The latest one; what came by then and was revised after it is found too. */
  readonly until: string
  /** Whether what was near once and lies elsewhere by now is found too, for which each revision of what was revised is asked. */
  readonly moved: boolean
  readonly limit: number
}

/** An incident that may have been near a zone, and when it last was news. */
export interface AroundRow {
  readonly id: string
  readonly at: string
}

const cameByThen = `(i.recorded_at <= $5::timestamptz or i.revision > 1 and exists (
        select from incident_revision r where r.incident_id = i.id and r.recorded_at <= $5::timestamptz))`
const counts = `(not i.exercise and ((not i.history and i.recorded_at >= $3::timestamptz and ${cameByThen})
      or (i.history and $2::boolean
        and coalesce(i.occurred_to, i.occurred_from) between $3::timestamptz and $5::timestamptz)))`
const when = `case when i.history then coalesce(i.occurred_to, i.occurred_from) else i.recorded_at end`

// Most incidents have one revision and are found by where they are; the narrower a disc, the smaller the box that its
// centre lies in. The few that were revised may have been elsewhere before: each of their revisions is asked. History is
// told once, as it stands. What was played loads nobody, and tells nothing of how often a rule would.
const aroundSql = `
  with box as materialized (
    select ST_MakeEnvelope(west, south, east, north, 4326) as g, above, up_to
    from jsonb_to_recordset($1::jsonb) as b(west float8, south float8, east float8, north float8, above float8, up_to float8)
  ),
  found as (
    select i.id, ${when} as at
    from box join incident i on i.geom && box.g and i.uncertainty_metres > box.above and i.uncertainty_metres <= box.up_to
    where ${counts}
    union
    select i.id, ${when} from incident i where i.uncertainty_metres > ${widestMetres} and ${counts}
    union
    select i.id, i.recorded_at
    from incident i
    where $6::boolean and i.revision > 1 and not i.history and i.recorded_at >= $3::timestamptz and exists (
      select from incident_revision r
      cross join lateral (select (r.body->>'uncertaintyMetres')::float8 as metres, ST_SetSRID(ST_MakePoint(
        (r.body#>>'{point,coordinates,0}')::float8, (r.body#>>'{point,coordinates,1}')::float8), 4326) as point) p
      left join box on p.metres > box.above and p.metres <= box.up_to and box.g && p.point
      where r.incident_id = i.id and r.recorded_at <= $5::timestamptz and (box.g is not null or p.metres > ${widestMetres})
    )
  )
  select id, at from found order by at desc, id limit $4`

/** Incidents that may have been within reach of a zone in a time, the newest first; exercises are left out. */
export function incidentsAround({ tiers, imported, from, until, moved, limit }: Around): Statement {
  const rows = tiers.flatMap(({ aboveMetres, upToMetres, boxes }) =>
    boxes.map(([west, south, east, north]) => ({ west, south, east, north, above: aboveMetres, up_to: upToMetres })),
  )
  return {
    name: 'incidents-around',
    text: aroundSql,
    values: [JSON.stringify(rows), imported, from, limit, until, moved],
  }
}

/** A revision as it was held against the rules, with what a list shows of it. */
export interface PastRow {
  readonly id: string
  readonly revision: number
  readonly seq: number
  readonly recordedAt: string
  readonly kind: IncidentKind
  readonly type: IncidentType
  readonly severity: Severity
  readonly status: IncidentStatus
  readonly grade: Grade
  readonly exercise: boolean
  readonly history: boolean
  readonly title: string
  readonly occurredFrom: string
  readonly occurredTo: string | null
  readonly timePrecision: TimePrecision
  readonly uncertaintyMetres: number
  readonly lon: number
  readonly lat: number
  readonly mergedInto: string | null
  /** Null where the revision was stored before they were counted. */
  readonly origins: number | null
  /** What is written, where it was asked for. */
  readonly summary?: string | null
  readonly place?: string | null
  readonly actors?: readonly string[]
  readonly targets?: readonly string[]
  readonly tags?: readonly string[]
  /** The message that brought it, where that was asked for; null where none did. */
  readonly message?: { readonly by: string | null } | null
}

/** What of a revision is asked for beyond what most rules need. */
export interface PastAsked {
  readonly wording: boolean
  readonly messages: boolean
}

const wordingColumns = `, body->>'summary' as summary, body->>'place' as place, body->'actors' as actors,
    body->'targets' as targets, body->'tags' as tags`

const messageColumn = `, case when r.revision = 1 or i.history then jsonb_build_object('by', body->'source') else (
      select jsonb_build_object('by', s.name) from report m join source s on s.id = m.source_id
      where m.incident_id = r.incident_id and m.recorded_at = r.recorded_at order by m.id desc limit 1
    ) end as message`

const revisionsSql = ({ wording, messages }: PastAsked) => `
  select r.incident_id as id, r.revision, r.seq, r.recorded_at as "recordedAt", body->>'kind' as kind,
    body->>'type' as type, body->>'severity' as severity, body->>'status' as status, body->>'grade' as grade,
    (body->>'exercise')::boolean as exercise, i.history, body->>'title' as title, body->>'occurredFrom' as "occurredFrom", body->>'occurredTo' as "occurredTo",
    body->>'timePrecision' as "timePrecision", (body->>'uncertaintyMetres')::float8 as "uncertaintyMetres",
    (body#>>'{point,coordinates,0}')::float8 as lon, (body#>>'{point,coordinates,1}')::float8 as lat,
    body->>'mergedInto' as "mergedInto", (body->>'origins')::int as origins${wording ? wordingColumns : ''}
    ${messages ? messageColumn : ''}
  from unnest($1::uuid[]) as k(id)
  join incident i on i.id = k.id
  join incident_revision r on r.incident_id = k.id
  where case when i.history then r.revision = i.revision else r.decisions is not null end`

/** What was ever held against the rules of some incidents, with what is written where that is asked; of history, what is believed now. */
export function judgedRevisions(ids: readonly string[], asked: PastAsked): Statement {
  const more = `${asked.wording ? '-written' : ''}${asked.messages ? '-told' : ''}`
  return { name: `judged-revisions${more}`, text: revisionsSql(asked), values: [ids] }
}

/** A shape to be kept in memory; null where it has too many corners, or lies where a map is cut. */
export interface ShapeRow {
  readonly shape: ZoneGeometry | null
}

/** The shape of a zone that need not be stored, as the zones at hand have theirs. */
export function shapeAtHand({ shape }: Pick<PreparedShape, 'shape'>): Statement {
  return {
    name: 'shape-at-hand',
    text: `
      select case when ST_NPoints(g) <= 600 and ST_XMin(g) > -179 and ST_XMax(g) < 179 and ST_YMin(g) > -85
        and ST_YMax(g) < 85 then ST_AsGeoJSON(g, 15)::json end as shape
      from (select decode($1, 'hex')::geometry as g) s`,
    values: [shape],
  }
}

/** How far a place lies from a shape's core, in metres, and how deep inside an area. */
export interface AwayRow {
  readonly n: number
  readonly metres: number
  readonly depthMetres: number
}

const awaySql = `
  with zone as materialized (
    select decode($1, 'hex')::geography as shape, decode($2, 'hex')::geography as boundary
  )
  select d.n, m.metres, case when z.boundary is not null and m.metres = 0
    then ST_Distance(z.boundary, p.point) else 0 end as "depthMetres"
  from jsonb_to_recordset($3::jsonb) as d(n int, lon float8, lat float8)
  cross join zone z
  cross join lateral (select ST_SetSRID(ST_MakePoint(d.lon, d.lat), 4326)::geography as point) p
  cross join lateral (select ST_Distance(z.shape, p.point) as metres offset 0) m`

/** Measures places against the shape of a zone that need not be stored. */
export function measureAway(
  { shape, boundary }: Pick<PreparedShape, 'shape' | 'boundary'>,
  places: readonly { readonly n: number; readonly lon: number; readonly lat: number }[],
): Statement {
  return { name: 'measure-away', text: awaySql, values: [shape, boundary, JSON.stringify(places)] }
}

/** How many alerts have risen in a time, of the rules that everybody sees; exercises are left out. */
export function alertsRaisedBetween(from: string, until: string): Statement {
  return {
    name: 'alerts-raised-between',
    text: `
      select count(*)::int as count from alert
      where raised_at between $1::timestamptz and $2::timestamptz and audience = 'all' and not (body->>'exercise')::boolean`,
    values: [from, until],
  }
}
