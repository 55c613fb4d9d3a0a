import { onScopeDispose, watch } from 'vue'
import { useSession } from '../session/useSession.js'
import { useNow } from '../world/clock.js'
import { useWorld } from '../world/useWorld.js'
import { isRenewalDue } from './rotation.js'

/** A session that nothing uses ends after half a day. */
const visitMs = 3_600_000

/** Keeps a wall awake and young: no sleeping screen where the browser lets it, and a fresh page once a day. */
export function useWall(waiting: () => number): void {
  const { connection } = useWorld()
  const { restore } = useSession()
  const now = useNow()
  const openedAt = performance.now()
  let lock: WakeLockSentinel | null = null

  /** A screen that was hidden gives its lock back. */
  async function stayAwake(): Promise<void> {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
    lock = await navigator.wakeLock.request('screen').catch(() => null)
  }
  const seen = () => void stayAwake()
  document.addEventListener('visibilitychange', seen)
  seen()
  /** Who only looks on is no less here. */
  const visit = window.setInterval(() => void restore(), visitMs)
  watch(now, () => {
    const openMs = performance.now() - openedAt
    if (isRenewalDue({ openMs, waiting: waiting(), live: connection.value.is === 'live' })) location.reload()
  })
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', seen)
    window.clearInterval(visit)
    void lock?.release()
  })
}
