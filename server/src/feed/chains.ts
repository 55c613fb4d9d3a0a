import type { FeedItem } from './read/page.js'

/** Items that are about one thing, by the names under which they refer to each other. */
export interface Chain {
  /** Ids under which what they are about is known already: none, one, or several that turn out to be one. */
  readonly roots: readonly string[]
  readonly items: readonly FeedItem[]
}

/** Puts together what refers to each other, whatever their order; `known` says under which id a name is known. */
export function chainsOf(items: readonly FeedItem[], known: ReadonlyMap<string, string>): readonly Chain[] {
  const leader = new Map<string, string>()
  const rootOf = (name: string): string => {
    const above = leader.get(name)
    if (above === undefined || above === name) return name
    const top = rootOf(above)
    leader.set(name, top)
    return top
  }
  const names = items.map((item) => [`item ${item.externalId}`, ...namesOf(item).map((name) => `name ${name}`)])
  for (const [first = '', ...others] of names) for (const it of others) leader.set(rootOf(it), rootOf(first))
  for (const [name, id] of known) leader.set(rootOf(`name ${name}`), rootOf(`item ${id}`))
  const groups = groupedBy(items, ({ externalId }) => rootOf(`item ${externalId}`))
  const roots = groupedBy(new Set(known.values()), (id) => rootOf(`item ${id}`))
  return [...groups].map(([top, group]) => ({ roots: (roots.get(top) ?? []).toSorted(), items: group }))
}

function groupedBy<T>(all: Iterable<T>, keyOfIt: (it: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>()
  for (const it of all) {
    const key = keyOfIt(it)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [it])
    else group.push(it)
  }
  return groups
}

/** The id of a chain of which nothing is known yet: the earliest message that it tells of. */
export function newIdOf({ items }: Chain): string {
  const [first] = items.toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)))
  return first?.refers[0] ?? first?.externalId ?? ''
}

/** Every name that an item has or refers to. */
export function namesOf({ aliases, refers }: FeedItem): readonly string[] {
  return [...new Set([...aliases, ...refers])]
}

function keyOf({ updatedAt, externalId }: FeedItem): string {
  return `${updatedAt ?? ''} ${externalId}`
}
