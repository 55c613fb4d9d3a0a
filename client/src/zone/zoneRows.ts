import { standing, type Rule, type Zone } from '@cordon/alerts'
import type { ZoneLoad } from '@cordon/server/wire'
import { folded } from '../ui/folded.js'

export const zoneSorts = ['name', 'load', 'changed'] as const
export type ZoneSort = (typeof zoneSorts)[number]

/** How a zone stands now: whether it listens, or why not. */
export type ZoneState = 'listens' | 'notYet' | 'noMore' | 'archived'

/** A zone as the list shows it. */
export interface ZoneRow {
  readonly zone: Zone
  /** Rules that are switched on. */
  readonly rules: number
  /** Alerts a week, and its part of all alerts (0 to 1), of the time that the load was counted over; null while it is not known. */
  readonly perWeek: number | null
  readonly share: number | null
  readonly state: ZoneState
}

interface Known {
  readonly zones: Iterable<Zone>
  readonly rules: Iterable<Pick<Rule, 'zoneId' | 'enabled'>>
  readonly load: ZoneLoad | null
  readonly nowMs: number
}

/** All zones with what the list says of them. */
export function rowsOf({ zones, rules, load, nowMs }: Known): readonly ZoneRow[] {
  const listening = new Map<string, number>()
  for (const { zoneId, enabled } of rules) if (enabled) listening.set(zoneId, (listening.get(zoneId) ?? 0) + 1)
  const alerts = new Map(load?.items.map((it) => [it.zoneId, it.alerts]))
  return Array.from(zones, (zone) => {
    const raised = alerts.get(zone.id) ?? 0
    return {
      zone,
      rules: listening.get(zone.id) ?? 0,
      perWeek: load === null ? null : (raised * 7) / load.days,
      share: load === null ? null : load.alerts === 0 ? 0 : raised / load.alerts,
      state: stateOf(zone, nowMs),
    }
  })
}

function stateOf({ archived, valid }: Zone, nowMs: number): ZoneState {
  if (archived) return 'archived'
  const stands = valid === undefined ? 'valid' : standing(valid, nowMs)
  return stands === 'before' ? 'notYet' : stands === 'after' ? 'noMore' : 'listens'
}

/** Names as they are searched and put in order; a zone is never changed, only replaced. */
const names = new WeakMap<Zone, string>()

function nameOf(zone: Zone): string {
  const known = names.get(zone)
  if (known !== undefined) return known
  const name = folded(zone.name)
  names.set(zone, name)
  return name
}

/** Made once: to ask a text how it compares by itself costs a hundred times as much. */
const byName = new Intl.Collator(undefined, { numeric: true })

/** The rows whose names hold what is sought, in order. */
export function shownRows(rows: readonly ZoneRow[], sought: string, sort: ZoneSort): readonly ZoneRow[] {
  const wanted = folded(sought)
  return rows.filter(({ zone }) => nameOf(zone).includes(wanted)).toSorted((a, b) => order(a, b, sort))
}

function order(a: ZoneRow, b: ZoneRow, sort: ZoneSort): number {
  const first = sort === 'load' ? (b.perWeek ?? 0) - (a.perWeek ?? 0) : sort === 'changed' ? later(a.zone, b.zone) : 0
  return first || byName.compare(a.zone.name, b.zone.name)
}

function later(a: Zone, b: Zone): number {
  return a.recordedAt < b.recordedAt ? 1 : a.recordedAt > b.recordedAt ? -1 : 0
}
