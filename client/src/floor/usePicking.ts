import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { Line, Placed } from './grouping.js'
import { between, idsOf, shownOf, toggled } from './picking.js'

/** Which alerts are picked, to be done with all at once; one set for the page, since keys act on it from outside the list. */
const picked = shallowRef<ReadonlySet<string>>(new Set())

export function usePicked() {
  return { picked, unpick: () => void (picked.value = new Set()) }
}

interface List {
  readonly rows: () => readonly Placed[]
  readonly lines: () => readonly Line[]
  /** The line in focus. */
  readonly active: () => Line | null
  readonly move: (by: number) => void
}

/** Picks lines of a list by hand. */
export function usePicking({ rows, lines, active, move }: List) {
  /** Where a span began, and what was picked before it. */
  let anchor: { readonly key: string; readonly before: ReadonlySet<string> } | null = null
  const { unpick } = usePicked()
  const ids = computed(() => rows().map(({ alert }) => alert.id))
  const isAll = computed(() => ids.value.length > 0 && ids.value.every((id) => picked.value.has(id)))

  watch(rows, (now) => (picked.value = shownOf(picked.value, now)))
  onScopeDispose(unpick)

  function toggle(line: Line | null): void {
    anchor = null
    if (line !== null) picked.value = toggled(picked.value, idsOf(line))
  }
  function reach(to: Line): void {
    anchor ??= { key: active()?.key ?? to.key, before: picked.value }
    picked.value = new Set([...anchor.before, ...between(lines(), anchor.key, to.key)])
  }
  function extend(by: number): void {
    const from = active()
    if (from !== null) anchor ??= { key: from.key, before: picked.value }
    move(by)
    const to = active()
    if (to !== null) reach(to)
  }
  return {
    isAll,
    toggle,
    reach,
    extend,
    /** A span ends where the reader goes on without it. */
    settle: () => void (anchor = null),
    toggleAll: () => {
      anchor = null
      picked.value = toggled(picked.value, ids.value)
    },
  }
}
