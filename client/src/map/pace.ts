/** Something that is done again and again, but not more often than it may be. */
export interface Paced {
  /** Has it done: at once where it has rested long enough, else as soon as it has. */
  readonly ask: () => void
  /** What was asked for and not done yet is left undone. */
  readonly stop: () => void
}

/** Lets something that is asked for at every change be done at most once in so many milliseconds, the last change included. */
export function paced(run: () => void, restMs: () => number): Paced {
  let lastMs = -Infinity
  let timer: ReturnType<typeof setTimeout> | null = null

  function now(): void {
    timer = null
    run()
    lastMs = performance.now()
  }
  return {
    ask: () => {
      if (timer !== null) return
      const waitMs = lastMs + restMs() - performance.now()
      if (waitMs <= 0) now()
      else timer = setTimeout(now, waitMs)
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}
