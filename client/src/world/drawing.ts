/** What changes and is no alert is seen this soon at best, three frames, and this late at worst. */
const [leastMs, mostMs] = [50, 250]
/** Beside a stream of changes the page has this many times as long for other things as it takes to draw them. */
const restPerDrawing = 4
const frameMs = 16

/** How long after a change that can wait it is drawn, where drawing took so long of late; milliseconds. */
export function soonAfter(drawingMs: number): number {
  return Math.min(mostMs, Math.max(leastMs, restPerDrawing * drawingMs))
}

/** Follows how long the page takes to draw a change of its world; a slow one is forgotten over a few quick ones. */
export function drawingTime() {
  let lately = 0
  let isUnderWay = false

  function drawn(beganMs: number): void {
    isUnderWay = false
    // It waits for its frame, however little there is to draw.
    lately = Math.max(performance.now() - beganMs - frameMs, lately * 0.8)
  }
  return {
    ms: () => lately,
    begin: () => {
      if (isUnderWay) return
      isUnderWay = true
      const beganMs = performance.now()
      requestAnimationFrame(() => setTimeout(drawn, 0, beganMs))
    },
  }
}
