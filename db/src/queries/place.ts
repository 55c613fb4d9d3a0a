import type { Place } from '@cordon/alerts'
import type { Statement } from '../database.js'

/** Places that came in together, with where they come from. */
export interface PlaceListRow {
  readonly id: string
  readonly name: string
  readonly source: string
  /** False until all of it is in. */
  readonly active: boolean
  readonly places: number
  readonly recordedAt: string
  readonly recordedBy: string
}

const listColumns = `
  id, name, source, active, recorded_at as "recordedAt", recorded_by as "recordedBy",
  (select count(*)::int from place where list_id = place_list.id) as places`

/** Begins a list that is not used until it is finished. */
export function beginPlaceList(
  list: Pick<PlaceListRow, 'id' | 'name' | 'source' | 'recordedBy'>,
  now: string,
): Statement {
  return {
    name: 'begin-place-list',
    text: `
      insert into place_list (id, name, source, active, recorded_at, recorded_by)
      values ($1, $2, $3, false, $4, $5) returning ${listColumns}`,
    values: [list.id, list.name, list.source, now, list.recordedBy],
  }
}

/** Adds places to a list that is not finished, in place of those with the same id; nothing where there is none such. */
export function addPlaces(listId: string, places: readonly Place[]): Statement {
  return {
    name: 'add-places',
    text: `
      insert into place (list_id, id, body)
      select l.id, body->>'id', body
      from place_list l, jsonb_array_elements($2::jsonb) as p(body)
      where l.id = $1 and not l.active
      on conflict (list_id, id) do update set body = excluded.body`,
    values: [listId, JSON.stringify(places)],
  }
}

/** Finishes a list: from now on it is used, in place of one of the same name. */
export function finishPlaceList(listId: string): Statement {
  return {
    name: 'finish-place-list',
    text: `
      with finished as (update place_list set active = true where id = $1 returning id, name),
      replaced as (
        delete from place_list l using finished f where l.name = f.name and l.id <> f.id
      )
      update place_head set version = version + 1 where exists (select from finished)`,
    values: [listId],
  }
}

/** Removes a list with its places. */
export function removePlaceList(listId: string): Statement {
  return {
    name: 'remove-place-list',
    text: `
      with gone as (delete from place_list where id = $1 returning id),
      told as (update place_head set version = version + 1 where exists (select from gone))
      select id from gone`,
    values: [listId],
  }
}

/** One list. */
export function placeList(listId: string): Statement {
  return { name: 'place-list', text: `select ${listColumns} from place_list where id = $1`, values: [listId] }
}

/** All lists by name. */
export function placeLists(): Statement {
  return { name: 'place-lists', text: `select ${listColumns} from place_list order by name, recorded_at`, values: [] }
}

/** A number that grows whenever the places that are used change. */
export function placeVersion(): Statement {
  return { name: 'place-version', text: `select version::float8 as version from place_head`, values: [] }
}

/** The places of finished lists, some at a time. */
export function placesPage(after: readonly [string, string] | null, limit: number): Statement {
  return {
    name: 'places-page',
    text: `
      select p.list_id as "listId", p.id, p.body
      from place p join place_list l on l.id = p.list_id and l.active
      where $1::uuid is null or (p.list_id, p.id) > ($1::uuid, $2::text)
      order by p.list_id, p.id limit $3`,
    values: [after?.[0] ?? null, after?.[1] ?? null, limit],
  }
}

/**
 * The degrees of longitude and latitude in which something lies that everybody knows to be watched. A zone of some
 * people alone would otherwise show in what others find.
 */
export function watchedDegrees(): Statement {
  return {
    name: 'watched-degrees',
    text: `
      select json_build_array(lon, lat) as degree from (
        select floor(ST_X(geom)) as lon, floor(ST_Y(geom)) as lat from facility
        union
        select floor(ST_X(centre::geometry)), floor(ST_Y(centre::geometry)) from zone
        where audience = 'all' and not archived
      ) d order by lon, lat`,
    values: [],
  }
}
