import { onScopeDispose, readonly, ref } from 'vue'

/** How far the server's clock is ahead of this machine's, in milliseconds: ages are told by the server's. */
let skewMs = 0
const skew = ref(0)
const nowMs = ref(Date.now())
/** What `useNow` last gave, for what all of its readers share. */
export const lastNow = readonly(nowMs)
const readers = new Set<symbol>()
let timer = 0

/** Sets the skew from a sign of life that says what time the server has. */
export function setServerTime(at: string): void {
  const ms = Date.parse(at)
  // Transport takes a while: a difference below half a second says nothing.
  if (!Number.isFinite(ms)) return
  skewMs = Math.abs(ms - Date.now()) < 500 ? 0 : ms - Date.now()
  skew.value = skewMs
  // Whoever is told that the clock was wrong is told the right ages with it.
  nowMs.value = serverNow()
}

/** How far the server's clock is ahead of this machine's, in milliseconds; behind where negative. */
export function useClockSkew() {
  return readonly(skew)
}

/** The server's time now, in milliseconds since 1970. */
export function serverNow(): number {
  return Date.now() + skewMs
}

/** The server's time as a value that ticks once a second while somebody reads it. */
export function useNow() {
  const reader = Symbol('reader')
  readers.add(reader)
  if (timer === 0) timer = window.setInterval(() => (nowMs.value = serverNow()), 1000)
  nowMs.value = serverNow()
  onScopeDispose(() => {
    readers.delete(reader)
    if (readers.size > 0) return
    window.clearInterval(timer)
    timer = 0
  })
  return nowMs
}
