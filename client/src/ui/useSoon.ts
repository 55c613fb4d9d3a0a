import { onScopeDispose } from 'vue'

/** Does something soon after it is asked for, once for all that is asked meanwhile; never after the component has gone. */
export function useSoon(waitMs: number, work: () => void): () => void {
  let timer = 0
  onScopeDispose(() => window.clearTimeout(timer))
  return () => {
    if (timer !== 0) return
    timer = window.setTimeout(() => {
      timer = 0
      work()
    }, waitMs)
  }
}
