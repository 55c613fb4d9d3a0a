import { onScopeDispose, readonly, ref, watch, type Ref } from 'vue'

/** After how long a page that holds the voice and is not live makes way again for one that is, in milliseconds. */
const makesWayMs = 5_000

/** What a page can do. */
export interface Voice {
  /** Whether it can be heard. */
  readonly can: () => boolean
  /** Whether it knows what happens: who does not shall not keep those who do from sounding. */
  readonly lives: () => boolean
}

/**
 * Whether this page is the one that sounds, or writes on the desktop, of all that one reader has open in a browser: several
 * tell like more than happens, and soon out of step. It is the one that was looked at last, because browsers slow down what
 * nobody looks at; once it cannot tell, is closed or is not live any more, another does. Null until that is known. Where a
 * browser has no locks, as at an address without TLS, or gives none, as where it may store nothing, each page tells.
 */
export function useOneVoice(name: string, { can, lives }: Voice) {
  const isMine = ref<boolean | null>(null)
  if (!('locks' in navigator)) return readonly(ref(true))
  const { ask, giveUp } = lockOf(name, isMine)
  const isLookedAt = () => lives() && document.visibilityState === 'visible'
  function look(): void {
    if (can() && isMine.value !== true && isLookedAt()) ask('steal')
  }
  /** Goes to the end of those who wait: where nobody does, it is back at once. */
  function makeWay(): void {
    if (isMine.value !== true || lives()) return
    giveUp()
    ask('wait')
  }

  watch(can, (is) => (is ? ask(isLookedAt() ? 'steal' : 'ifAvailable') : giveUp()), { immediate: true })
  watch(lives, look)
  const leaving = new AbortController()
  document.addEventListener('visibilitychange', look, leaving)
  window.addEventListener('focus', look, leaving)
  const making = window.setInterval(makeWay, makesWayMs)
  onScopeDispose(() => {
    window.clearInterval(making)
    leaving.abort()
    giveUp()
  })
  return readonly(isMine)
}

/** How a page asks for the lock of a name, and gives it up or no longer waits for it. */
function lockOf(name: string, isMine: Ref<boolean | null>) {
  let ending = new AbortController()

  function giveUp(): void {
    ending.abort()
    isMine.value = null
  }
  function ask(how: 'steal' | 'ifAvailable' | 'wait'): void {
    ending.abort()
    ending = new AbortController()
    const { signal } = ending
    const keep = (lock: Lock | null) => {
      if (signal.aborted) return
      isMine.value = lock !== null
      if (lock === null) return ask('wait')
      return new Promise((done) => signal.addEventListener('abort', done))
    }
    // A page that is looked at takes it away from one that is not; that one waits for its turn.
    const taken = (error: unknown) => {
      if (signal.aborted) return
      const isRefused = !(error instanceof DOMException && error.name === 'AbortError')
      isMine.value = isRefused
      if (!isRefused) ask('wait')
    }
    navigator.locks.request(name, how === 'wait' ? { signal } : { [how]: true }, keep).catch(taken)
  }
  return { ask, giveUp }
}
