import { onScopeDispose } from 'vue'

/** What the service worker tells an open page. */
interface News {
  /** The path within the page that a pressed notification leads to. */
  readonly open?: (path: string) => void
  /** The code that was pushed to this browser. */
  readonly code?: (code: string) => void
}

/** Listens to the service worker, for as long as what uses it is there. */
export function useWorkerNews({ open, code }: News): void {
  if (!('serviceWorker' in navigator)) return
  const heard = ({ data }: MessageEvent<unknown>) => {
    if (typeof data !== 'object' || data === null) return
    if ('open' in data && typeof data.open === 'string') open?.(data.open)
    if ('code' in data && typeof data.code === 'string') code?.(data.code)
  }
  navigator.serviceWorker.addEventListener('message', heard)
  onScopeDispose(() => navigator.serviceWorker.removeEventListener('message', heard))
}
