import { onScopeDispose, ref, watch } from 'vue'
import { recall, remember } from './memory.js'

/**
 * A text that somebody is writing, kept over a lost network, an ended session and a closed page. What another tab does to
 * it is taken over here as long as nothing else was written here meanwhile.
 */
export function useDraft(key: string) {
  const text = ref(recall(key) ?? '')
  let kept = text.value

  function take(event: StorageEvent): void {
    if (event.key !== null && !event.key.endsWith(key)) return
    if (text.value === kept) text.value = recall(key) ?? ''
    kept = recall(key) ?? ''
  }
  watch(
    text,
    (now) => {
      kept = now
      remember(key, now)
    },
    { flush: 'sync' },
  )
  window.addEventListener('storage', take)
  onScopeDispose(() => window.removeEventListener('storage', take))
  return text
}
