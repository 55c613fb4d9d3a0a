import { onScopeDispose, ref, watch, type Ref } from 'vue'

/** Before anything is laid out. */
const first = 8

/** How many rows of a list are seen whole, in all of its columns: its first row is measured, since all are as high. */
export function useFitting(list: Readonly<Ref<HTMLElement | null>>): Readonly<Ref<number>> {
  const fitting = ref(first)
  function measure(): void {
    const row = list.value?.firstElementChild
    if (list.value === null || !(row instanceof HTMLElement) || row.offsetHeight === 0) return
    const columns = Number(getComputedStyle(list.value).columnCount) || 1
    fitting.value = Math.max(1, Math.floor(list.value.clientHeight / row.offsetHeight) * columns)
  }
  const observer = new ResizeObserver(measure)
  watch(
    list,
    (it) => {
      observer.disconnect()
      if (it !== null) observer.observe(it)
    },
    { flush: 'post', immediate: true },
  )
  onScopeDispose(() => observer.disconnect())
  return fitting
}
