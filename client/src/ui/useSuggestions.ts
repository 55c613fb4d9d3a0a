import { computed, ref, watch, type Ref } from 'vue'

/**
 * The list under a field of free text (a combobox with manual selection, by WAI-ARIA): nothing is chosen until Down or Up
 * goes to it, Escape shuts the list, and Enter without a choice is what it always is.
 */
export function useSuggestions<T>(offered: Readonly<Ref<readonly T[]>>, choose: (it: T) => void) {
  const isOpen = ref(false)
  const at = ref(-1)
  const shown = computed(() => isOpen.value && offered.value.length > 0)
  watch(offered, () => (at.value = -1))

  function close(): void {
    isOpen.value = false
    at.value = -1
  }
  function open(): void {
    isOpen.value = true
    at.value = -1
  }
  function move(by: 1 | -1): void {
    const count = offered.value.length
    if (count === 0) return
    isOpen.value = true
    const from = at.value === -1 && by === -1 ? 0 : at.value
    at.value = (from + by + count) % count
  }
  function take(it: T): void {
    close()
    choose(it)
  }
  /** What a key does here; else it is left to the field and the page. */
  function press(event: KeyboardEvent): void {
    const it = offered.value[at.value]
    const acts: Readonly<Record<string, (() => void) | undefined>> = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Enter: shown.value && it !== undefined ? () => take(it) : undefined,
      Escape: shown.value ? close : undefined,
    }
    const act = event.ctrlKey || event.metaKey || event.isComposing ? undefined : acts[event.key]
    if (act === undefined) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  return { shown, at, open, close, take, press }
}
