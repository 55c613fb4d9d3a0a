import { severities } from '@cordon/alerts'
import type { Bind } from './conditions.js'
import { foundBy, type IncidentSearch, type SearchWay } from './search.js'
import { seenJoin } from './seen.js'

/** More than a tile has cells side by side, or slices: a cell and a slice of it are one number. */
export const mostBeside = 128

/** Each incident where it is, or where it is seen. What lies at 180° lies at -180°. */
export function placedOf(search: IncidentSearch, bind: Bind, way: SearchWay = 'gathered'): string {
  const { seen } = search
  const found = foundBy(way, search, bind)
  const rank = `case i.severity ${severities.map((it, at) => `when '${it}' then ${severities.length - 1 - at}`).join(' ')} end`
  const told = `select i.id, i.type, i.kind, ${rank} as rank, i.occurred_from as at, ${firstTold} as known`
  if (seen !== null) return `${told}, seen.lon, seen.lat, seen.metres from ${found} i ${seenJoin(seen, bind)}`
  return `${told}, coalesce(nullif(ST_X(i.geom), 180), -180) as lon, ST_Y(i.geom) as lat, i.uncertainty_metres as metres
    from ${found} i`
}

/** When it was first recorded, where the row itself says so. */
const firstTold = 'case i.revision when 1 then i.recorded_at end'

/** What lies in each `place`, of rows as `placedOf` gives them; `more` is gathered beside it. */
export function gatheredOf(rows: string, more = ''): string {
  const least = ['id::text', 'type', 'kind'].map(leastOf).join(', ')
  return `
    select place, count(*)::int as count, sum(lon) as lons, sum(lat) as lats, max(rank) as worst, max(metres) as metres,
      ${least}, min(at) as at${more}
    from ${rows} group by place`
}

/** The same of such gatherings, in which a place may stand more than once. */
export function addedUp(parts: readonly string[], more = ''): string {
  const least = ['id', 'type', 'kind'].map(leastOf).join(', ')
  return `
    select place, sum(count)::int as count, sum(lons) as lons, sum(lats) as lats, max(worst) as worst,
      max(metres) as metres, ${least}, min(at) as at${more}
    from (${parts.join(' union all ')}) p group by place`
}

/** Any of them would do, as long as it is the same whoever is asked; the letters' bytes are soonest compared. */
function leastOf(value: string): string {
  return `min(${value} collate "C") as ${value.replace('::text', '')}`
}
