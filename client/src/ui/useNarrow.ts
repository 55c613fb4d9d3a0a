import { onScopeDispose, ref } from 'vue'

/** Whether the page is as narrow as a phone, where one thing is shown at a time. */
export function useNarrow() {
  const query = window.matchMedia('(max-width: 760px)')
  const narrow = ref(query.matches)
  const change = () => (narrow.value = query.matches)
  query.addEventListener('change', change)
  onScopeDispose(() => query.removeEventListener('change', change))
  return narrow
}
