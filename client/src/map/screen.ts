import type { Map as MapLibreMap } from 'maplibre-gl'
import { drawsBySoftware } from './canDraw.js'

/** How what a map draws comes to be seen. */
export interface Screen {
  /** A frame is still being drawn. */
  readonly isBusy: () => boolean
  /** How long a frame took of late, in milliseconds. */
  readonly frameMs: () => number
  /** Does something once the last frame is seen; what is put off is forgotten when the map changes hands. */
  readonly whenShown: (work: () => void) => void
  readonly forget: () => void
  readonly stop: () => void
}

/** A map that is to be drawn apart has to keep what it has drawn. */
export function screenOf(map: MapLibreMap, shown: () => void): Screen {
  return drawsBySoftware() ? drawnApart(map, shown) : drawnAtOnce(map)
}

/** By a graphics card, as browsers show every canvas. */
function drawnAtOnce(map: MapLibreMap): Screen {
  const lately = recently()
  map.on('render', () => {
    const began = performance.now()
    // When the page gets to do something else.
    window.setTimeout(() => lately.took(performance.now() - began))
  })
  return {
    isBusy: () => false,
    frameMs: lately.ms,
    whenShown: (work) => work(),
    forget: () => undefined,
    stop: () => undefined,
  }
}

/**
 * Without a graphics card a browser shows a canvas by reading it back, and the page stands still until the frame is drawn:
 * some 200 ms. Here the map's own canvas is not shown. When its frame is drawn, which other threads do meanwhile, it is
 * copied to one that is, which takes a few milliseconds.
 */
function drawnApart(map: MapLibreMap, shown: () => void): Screen {
  const lately = recently()
  const copy = copyOf(map)
  let waiting: (() => void)[] = []
  const frame = followFrames(map.getCanvas().getContext('webgl2'), (tookMs) => {
    lately.took(tookMs)
    copy()
    for (const work of waiting.splice(0)) work()
    shown()
  })
  map.on('render', frame.begun)
  return {
    isBusy: frame.isUnderWay,
    frameMs: lately.ms,
    whenShown: (work) => (frame.isUnderWay() ? void waiting.push(work) : work()),
    forget: () => (waiting = []),
    stop: frame.stop,
  }
}

/** Puts a canvas over the map's own, which shows what that held when it was last asked to. */
function copyOf(map: MapLibreMap): () => void {
  const source = map.getCanvas()
  const target = document.createElement('canvas')
  target.className = 'map-shown'
  map.getContainer().classList.add('apart')
  source.after(target)
  const paper = target.getContext('2d', { alpha: false })
  return () => {
    const { width, height } = source
    if (target.width !== width || target.height !== height) Object.assign(target, { width, height })
    paper?.drawImage(source, 0, 0)
  }
}

/** How often it is asked whether a frame is drawn. */
const lookEveryMs = 6

/** Tells when what was asked of a context is drawn, and how long that took, in milliseconds. */
function followFrames(gl: WebGL2RenderingContext | null, done: (tookMs: number) => void) {
  let [fence, beganMs, timer]: [WebGLSync | null, number, number] = [null, 0, 0]

  function begun(): void {
    if (gl === null) return
    gl.deleteSync(fence)
    fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0)
    gl.flush()
    beganMs = performance.now()
    lookSoon()
  }
  function lookSoon(): void {
    window.clearTimeout(timer)
    timer = window.setTimeout(look, lookEveryMs)
  }
  function look(): void {
    if (gl === null || fence === null || gl.isContextLost()) return
    if (gl.getSyncParameter(fence, gl.SYNC_STATUS) !== gl.SIGNALED) return lookSoon()
    gl.deleteSync(fence)
    fence = null
    done(performance.now() - beganMs)
  }
  return { begun, isUnderWay: () => fence !== null, stop: () => window.clearTimeout(timer) }
}

/** A dear frame is forgotten over a few cheap ones. */
function recently() {
  let lately = 0
  return { ms: () => lately, took: (ms: number) => (lately = Math.max(ms, lately * 0.8)) }
}
