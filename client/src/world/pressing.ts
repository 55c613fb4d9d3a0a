/** A page that is not seen draws nothing, and one that is held up does late: after this nothing waits for it any more. */
const mostMs = 120

let beganMs = -Infinity

/**
 * Something that somebody is to answer goes to the screen; what can wait is to wait until it is there. Pressing once more
 * meanwhile prolongs nothing: in a flood what can wait comes in between.
 */
export function press(): void {
  if (isPressed()) return
  const mine = performance.now()
  beganMs = mine
  requestAnimationFrame(() => setTimeout(() => beganMs === mine && (beganMs = -Infinity)))
}

/** Whether something that somebody is to answer is on its way to the screen. */
export function isPressed(): boolean {
  return performance.now() - beganMs < mostMs
}

/** How often is looked whether it is there. */
export const lookEveryMs = 8
