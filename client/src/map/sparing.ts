import { lookEveryMs } from '../world/pressing.js'

/** What has to be known of a map to spare it frames. */
export interface Sparing {
  /** Asks for a frame that nobody spares. */
  readonly draw: () => void
  /** How long the page was held up by a frame of late, in milliseconds. */
  readonly frameMs: () => number
  /** Whether a frame is still being drawn: the next one is asked for when it is shown. */
  readonly isBusy: () => boolean
  /** Whether something goes to the screen that is more urgent than any map. */
  readonly isHeld: () => boolean
  /** Whether somebody waits for the next frame: the map is moved, or is being drawn for the first time. */
  readonly isAwaited: () => boolean
  /** Whether everything that the next frame is to show has come. */
  readonly isComplete: () => boolean
}

/** Frames that take less than this are not dear: the page answers between them. */
const cheapMs = 24
/**
 * After a dear frame, which takes every processor there is, the page has twenty times as long for other things, so that
 * fewer than one row of the queue in twenty comes in the middle of one; but no change waits longer than this for its frame.
 */
const restPerFrame = 20
const mostRestMs = 3_500
/** What a reader has asked for elsewhere on the page is seen after a shorter rest, as long as this goes on. */
const hurryMs = 500

/** How long the page rests after a frame that took so long, in milliseconds. */
export function restAfter(frameMs: number): number {
  return frameMs < cheapMs ? 0 : Math.min(mostRestMs, restPerFrame * frameMs)
}

/**
 * Asks for frames in place of a map, which draws one for each tile of each source that has changed. Where a frame is dear,
 * as without a graphics card, it is drawn when the last of them has come and the page has had its rest; what is moved by
 * hand is drawn at once.
 */
export function spareFrames({ draw, frameMs, isBusy, isHeld, isAwaited, isComplete }: Sparing) {
  let drawnMs = -Infinity
  let hurriedMs = -Infinity
  let timer: ReturnType<typeof setTimeout> | null = null
  let isPutOff = false

  function ask(): void {
    if (timer !== null) clearTimeout(timer)
    timer = null
    if (isBusy()) return void (isPutOff = true)
    if (isAwaited()) return draw()
    const waitMs = waitsMs()
    if (waitMs > 0) timer = setTimeout(ask, waitMs)
    else if (frameMs() >= cheapMs && isHeld()) timer = setTimeout(ask, lookEveryMs)
    else draw()
  }
  function waitsMs(): number {
    const isHurried = performance.now() < hurriedMs + hurryMs
    const restMs = isHurried ? Math.min(frameMs(), restAfter(frameMs())) : restAfter(frameMs())
    const rested = drawnMs + restMs - performance.now()
    return rested > 0 || isComplete() ? rested : rested + restMs
  }
  return {
    ask,
    /** Somebody waits for what is about to change. */
    hurry: () => (hurriedMs = performance.now()),
    /** A frame is drawn. */
    drawn: () => (drawnMs = performance.now()),
    /** It is seen, too. */
    shown: () => {
      if (!isPutOff) return
      isPutOff = false
      ask()
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}
