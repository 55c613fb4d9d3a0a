import type { Map as MapLibreMap } from 'maplibre-gl'
import { isPressed } from '../world/pressing.js'
import type { Progress } from './progress.js'
import { screenOf } from './screen.js'
import { spareFrames } from './sparing.js'

/** How long after a hand's last move on the map its next one is still awaited, in milliseconds. */
const handMs = 1_000

/** Has a map draw what changes by itself when the page can spare the time, and at once what a hand does. */
export function spareMap(map: MapLibreMap, progress: Progress) {
  const screen = screenOf(map, () => spared.shown())
  const isInHand = followHand(map.getCanvasContainer())
  const spared = spareFrames({
    draw: map.triggerRepaint.bind(map),
    frameMs: screen.frameMs,
    isBusy: screen.isBusy,
    isHeld: isPressed,
    isAwaited: () => progress.drawing || map.isMoving() || isInHand(),
    isComplete: () => map.areTilesLoaded(),
  })
  map.triggerRepaint = spared.ask
  map.on('render', spared.drawn)
  return { screen, hurry: spared.hurry, stop: () => [spared, screen].forEach((it) => it.stop()) }
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
