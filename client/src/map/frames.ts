import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Progress } from './progress.js'
import { spareFrames } from './sparing.js'

/** How long after a hand's last move on the map its next one is still awaited, in milliseconds. */
const handMs = 1_000

/** Has a map draw what changes by itself when the page can spare the time, and at once what a hand does. */
export function spareMap(map: MapLibreMap, progress: Progress) {
  const frameMs = timeFrames(map)
  const isInHand = followHand(map.getCanvasContainer())
  const spared = spareFrames({
    draw: map.triggerRepaint.bind(map),
    frameMs,
    isAwaited: () => progress.drawing || map.isMoving() || isInHand(),
    isComplete: () => map.areTilesLoaded(),
  })
  map.triggerRepaint = spared.ask
  map.on('render', spared.drawn)
  return { frameMs, hurry: spared.hurry, stop: spared.stop }
}

/** From the drawing of a frame until the page gets to do something else; a dear one is forgotten over a few cheap ones. */
function timeFrames(map: MapLibreMap): () => number {
  let lately = 0
  map.on('render', () => {
    const began = performance.now()
    window.setTimeout(() => (lately = Math.max(performance.now() - began, lately * 0.8)))
  })
  return () => lately
}

/** Whether somebody has a hand on it: the map itself knows that only once it has drawn the first move. */
function followHand(element: HTMLElement): () => boolean {
  let lastMs = -Infinity
  const hand = () => void (lastMs = performance.now())
  for (const event of ['pointerdown', 'wheel', 'keydown', 'touchmove'] as const)
    element.addEventListener(event, hand, { passive: true })
  element.addEventListener('pointermove', ({ buttons }) => buttons > 0 && hand(), { passive: true })
  return () => performance.now() - lastMs < handMs
}
