import { onScopeDispose, readonly, ref, watch } from 'vue'

/**
 * Whether this page is the one that sounds, of all that one reader has open in a browser: several sound like more than
 * happens, and soon out of step. It is the one that was looked at last, because browsers slow down what nobody looks at; once
 * it cannot sound or is closed, another does. Null until that is known. Where a browser has no locks, as at an address
 * without TLS, each page sounds.
 */
export function useOneVoice(name: string, can: () => boolean) {
  const isMine = ref<boolean | null>(null)
  if (!('locks' in navigator)) return readonly(ref(true))
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
    const taken = () => {
      if (signal.aborted) return
      isMine.value = false
      ask('wait')
    }
    navigator.locks.request(name, how === 'wait' ? { signal } : { [how]: true }, keep).catch(taken)
  }
  function look(): void {
    if (can() && isMine.value !== true && document.visibilityState === 'visible') ask('steal')
  }

  watch(can, (is) => (is ? ask(document.visibilityState === 'visible' ? 'steal' : 'ifAvailable') : giveUp()), {
    immediate: true,
  })
  const leaving = new AbortController()
  document.addEventListener('visibilitychange', look, leaving)
  window.addEventListener('focus', look, leaving)
  onScopeDispose(() => {
    leaving.abort()
    giveUp()
  })
  return readonly(isMine)
}
