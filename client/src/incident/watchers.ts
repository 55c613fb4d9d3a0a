import type { Rule, Zone } from '@cordon/alerts'

/** A zone with the rules that listen in it. */
export interface Watcher {
  readonly zone: Zone
  readonly rules: readonly Rule[]
}

/** Every zone that still watches, by name: those of an account and of its teams, and those that others let it see. */
export function watchersOf(
  zones: Iterable<Zone>,
  rules: Iterable<Rule>,
  accountId: string,
): { readonly own: readonly Watcher[]; readonly others: readonly Watcher[] } {
  const all = [...rules]
  const watchers = [...zones]
    .filter(({ archived }) => !archived)
    .toSorted((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
    .map((zone) => ({ zone, rules: all.filter(({ zoneId }) => zoneId === zone.id).toSorted(byName) }))
  const isOwn = ({ zone, rules: its }: Watcher) =>
    zone.ownerId === accountId || zone.visibility === 'team' || its.some(({ ownerId }) => ownerId === accountId)
  return { own: watchers.filter(isOwn), others: watchers.filter((it) => !isOwn(it)) }
}

function byName(a: Rule, b: Rule): number {
  return a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)
}
