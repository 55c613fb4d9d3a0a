/** What is there within this time needs no word; one that flashes is worse than none. */
const quietMs = 300
/** Two waits that follow each other so closely are one to whoever waits. */
const sameMs = 100

/** A wait that may be handed from one component to the next, as code that is still loaded and the map that it then draws. */
export interface Wait {
  /** Milliseconds from now until it is to be put into words. */
  readonly begin: (nowMs: number) => number
  readonly end: (nowMs: number) => void
}

export function createWait(): Wait {
  let beganMs = 0
  let endedMs = -Infinity
  return {
    begin: (nowMs) => {
      if (nowMs - endedMs > sameMs) beganMs = nowMs
      return Math.max(0, beganMs + quietMs - nowMs)
    },
    end: (nowMs) => (endedMs = nowMs),
  }
}
