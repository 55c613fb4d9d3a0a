import { computed } from 'vue'
import { useRoute, useRouter, type LocationQuery, type Router } from 'vue-router'
import { useNarrow } from '../ui/useNarrow.js'

export const selectable = ['alert', 'incident', 'zone', 'facility'] as const
/** What may be selected; it stands in the address as `sel=alert:<id>`. */
export interface Selection {
  readonly kind: (typeof selectable)[number]
  readonly id: string
}

/** The selection in an address; null where there is none, or none that means anything. */
export function selectionIn(query: LocationQuery): Selection | null {
  const text = query['sel']
  if (typeof text !== 'string') return null
  const colon = text.indexOf(':')
  const kind = selectable.find((it) => it === text.slice(0, colon))
  const id = text.slice(colon + 1)
  return kind === undefined || id === '' ? null : { kind, id }
}

/**
 * The selection of this page, and how to change it. Selecting replaces the address: going back leaves the place. On a
 * phone what is selected covers the place, so going back uncovers it.
 */
export function useSelection() {
  const route = useRoute()
  const router = useRouter()
  const narrow = useNarrow()
  const selected = computed(() => selectionIn(route.query))

  function select(selection: Selection | null, part: string | null = null): void {
    const { sel: _sel, part: _part, enter: _enter, ...rest } = route.query
    const query = selection === null ? rest : { ...rest, sel: `${selection.kind}:${selection.id}` }
    const to = { query: part === null ? query : { ...query, part } }
    const covers = narrow.value && selected.value === null && selection !== null
    if (narrow.value && selection === null && router.resolve(to).fullPath === addressBefore(router))
      return router.back()
    void (covers ? router.push(to) : router.replace(to))
  }

  function isSelected(kind: Selection['kind'], id: string): boolean {
    return selected.value?.kind === kind && selected.value.id === id
  }

  return { selected, select, isSelected }
}

/** Where going back leads, as the router keeps it; null at the first address. */
function addressBefore({ options }: Router): string | null {
  const { back } = options.history.state
  return typeof back === 'string' ? back : null
}
