import { isPressed, lookEveryMs, press } from './pressing.js'
import type { WorldEvent } from './world.js'

/** An alert, which somebody is to answer, is drawn with the next frame. */
const frameMs = 16

/** What takes in the events of a lane, and how long those that can wait do, in milliseconds. */
interface Lanes {
  readonly take: (events: readonly WorldEvent[]) => void
  readonly restMs: () => number
}

/**
 * Events on their way into the world, in two lanes: alerts go in with the next frame and by themselves, so that no row
 * waits until thousands of incidents are put in order; all else goes in together, a little later. In which order they go
 * in makes no difference to the world.
 */
export function createLanes({ take, restMs }: Lanes) {
  const urgent = createLane((events) => {
    press()
    take(events)
  })
  const calm = createLane(take, isPressed)
  return {
    add: (event: WorldEvent): void => {
      const nowMs = performance.now()
      if (event.what === 'alert') urgent.add(event, Math.max(nowMs, urgent.takenMs() + frameMs))
      else calm.add(event, nowMs + restMs())
    },
    /** Takes in all that waits. */
    flush: (): void => {
      urgent.flush()
      calm.flush()
    },
    /** Forgets all that waits. */
    clear: (): void => {
      urgent.clear()
      calm.clear()
    },
  }
}

function createLane(take: Lanes['take'], isHeld = () => false) {
  let waiting: WorldEvent[] = []
  let timer: ReturnType<typeof setTimeout> | null = null
  let dueMs = Infinity
  let takenMs = -Infinity

  function come(): void {
    if (isHeld()) timer = setTimeout(come, lookEveryMs)
    else flush()
  }
  function flush(): void {
    const events = waiting
    clear()
    takenMs = performance.now()
    if (events.length > 0) take(events)
  }
  function clear(): void {
    if (timer !== null) clearTimeout(timer)
    ;[waiting, timer, dueMs] = [[], null, Infinity]
  }
  return {
    add: (event: WorldEvent, atMs: number): void => {
      waiting.push(event)
      if (atMs >= dueMs) return
      if (timer !== null) clearTimeout(timer)
      dueMs = atMs
      timer = setTimeout(come, atMs - performance.now())
    },
    flush,
    clear,
    takenMs: () => takenMs,
  }
}
