import type { Rule, Zone } from '@cordon/alerts'

/** A zone with the rules that listen in it. */
export interface Watcher {
  readonly zone: Zone
  readonly rules: readonly Rule[]
}

interface Known {
  readonly zones: Iterable<Zone>
  readonly rules: Iterable<Rule>
  /** The zones that have told of the incident and whose alerts are open. */
  readonly told: ReadonlySet<string>
}

/**
 * Every zone that still watches or whose alert is open still, by name: those of an account and of its teams, and those
 * that others let it see.
 */
export function watchersOf(
  { zones, rules, told }: Known,
  accountId: string,
): { readonly own: readonly Watcher[]; readonly others: readonly Watcher[] } {
  const all = [...rules]
  const watchers = [...zones]
    .filter(({ id, archived }) => !archived || told.has(id))
    .toSorted((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
    .map((zone) => ({ zone, rules: all.filter(({ zoneId }) => zoneId === zone.id).toSorted(byName) }))
  const isOwn = ({ zone, rules: its }: Watcher) =>
    zone.ownerId === accountId || zone.visibility === 'team' || its.some(({ ownerId }) => ownerId === accountId)
  return { own: watchers.filter(isOwn), others: watchers.filter((it) => !isOwn(it)) }
}

function byName(a: Rule, b: Rule): number {
  return a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)
}
