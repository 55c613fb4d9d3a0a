import { onScopeDispose, ref } from 'vue'

/** Whether the page is at most so wide; unless another width is asked for, as narrow as a phone, where one thing is shown at a time. */
export function useNarrow(atMostPixels = 760) {
  const query = window.matchMedia(`(max-width: ${atMostPixels}px)`)
  const narrow = ref(query.matches)
  const change = () => (narrow.value = query.matches)
  query.addEventListener('change', change)
  onScopeDispose(() => query.removeEventListener('change', change))
  return narrow
}
