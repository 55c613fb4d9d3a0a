import { onScopeDispose, ref, watch } from 'vue'

interface Play {
  /** How long a step is looked at, in milliseconds. */
  readonly everyMs: () => number
  /** Whether the last step is still to be seen: the next one waits for it, however long that takes. */
  readonly isBusy: () => boolean
  readonly isOver: () => boolean
  readonly advance: () => void
}

/** Goes on step by step while it is true, and stands still at the end. */
export function usePlaying({ everyMs, isBusy, isOver, advance }: Play) {
  const playing = ref(false)
  let timer = 0

  function wait(): void {
    window.clearTimeout(timer)
    if (playing.value) timer = window.setTimeout(go, everyMs())
  }
  function go(): void {
    if (!playing.value) return
    if (isOver()) return void (playing.value = false)
    if (!isBusy()) advance()
    wait()
  }
  watch([playing, everyMs], wait)
  onScopeDispose(() => window.clearTimeout(timer))
  return playing
}
