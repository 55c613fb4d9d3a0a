import type { Permission } from '@cordon/server/wire'
import { adminTabs } from '../admin/tabs.js'
import { maySee } from '../placeNeeds.js'
import type { Place } from '../places.js'

/** Where the palette leads to: with its name, and the key of the words that people look for it by. */
export interface Way {
  readonly to: string
  readonly label: string
  readonly also: string
}

/** All places and their parts that whoever is signed in may see. */
export function waysOf(places: readonly Pick<Place, 'to' | 'label'>[], may: (permission: Permission) => boolean) {
  const parts = maySee('/admin', may) ? adminTabs.filter(({ permission }) => may(permission)) : []
  return [
    ...places.map(({ to, label }): Way => ({ to, label, also: to.slice(1) })),
    ...parts.map(({ id }): Way => ({ to: `/admin?tab=${id}`, label: `admin.${id}`, also: id })),
    { to: '/me', label: 'place.me', also: 'me' },
    { to: '/me#told', label: 'contact.menu', also: 'told' },
  ] satisfies readonly Way[]
}

/** Where a key leads already is no second entry: the one with the key is found by the other words as well. */
export function onceEach<T extends { readonly label: string }>(keyed: readonly T[], ways: readonly Way[]) {
  const alsoOf = new Map(ways.map(({ label, also }) => [label, also]))
  const labels = new Set(keyed.map(({ label }) => label))
  return {
    keyed: keyed.map((it) => ({ it, also: alsoOf.get(it.label) ?? null })),
    ways: ways.filter(({ label }) => !labels.has(label)),
  }
}
