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
 * some 200 ms. Here the map's own canvas is not shown. Its frame is drawn and read back by other threads; when it has come
 * the page puts it on a canvas that is shown, which takes a few milliseconds.
 */
function drawnApart(map: MapLibreMap, shown: () => void): Screen {
  const lately = recently()
  const canvas = map.getCanvas()
  const paper = paperOver(canvas, map.getContainer())
  let waiting: (() => void)[] = []
  const frame = followFrames(canvas.getContext('webgl2'), (picture, tookMs) => {
    lately.took(tookMs)
    paper.show(picture)
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

/** Puts a canvas over the map's own. What is read back begins with its lowest row: it hangs upside down, by its style. */
function paperOver(source: HTMLCanvasElement, container: HTMLElement) {
  const target = document.createElement('canvas')
  target.className = 'map-shown'
  container.classList.add('apart')
  source.after(target)
  const paper = target.getContext('2d', { alpha: false })
  return {
    show: (picture: ImageData): void => {
      const { width, height } = picture
      if (target.width !== width || target.height !== height) Object.assign(target, { width, height })
      paper?.putImageData(picture, 0, 0)
    },
  }
}

/** How often it is asked whether a frame has come. */
const lookEveryMs = 6

/** Has each frame that was asked of a context read back, and tells when it has come, and how long that took, in milliseconds. */
function followFrames(gl: WebGL2RenderingContext | null, done: (picture: ImageData, tookMs: number) => void) {
  const pixels = gl === null ? null : pixelsOf(gl)
  let [fence, beganMs, timer]: [WebGLSync | null, number, number] = [null, 0, 0]

  function begun(): void {
    if (gl === null) return
    gl.deleteSync(fence)
    pixels?.ask()
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
    if (gl === null || pixels === null || fence === null || gl.isContextLost()) return
    if (gl.getSyncParameter(fence, gl.SYNC_STATUS) !== gl.SIGNALED) return lookSoon()
    gl.deleteSync(fence)
    fence = null
    done(pixels.take(), performance.now() - beganMs)
  }
  return { begun, isUnderWay: () => fence !== null, stop: () => window.clearTimeout(timer) }
}

/** The pixels of a context's canvas, which are read into a buffer without anybody waiting for them. */
function pixelsOf(gl: WebGL2RenderingContext) {
  const buffer = gl.createBuffer()
  let picture = new ImageData(1, 1)

  function ask(): void {
    const { drawingBufferWidth: width, drawingBufferHeight: height } = gl
    const isOther = picture.width !== width || picture.height !== height
    if (isOther) picture = new ImageData(width, height)
    const bound: unknown = gl.getParameter(gl.FRAMEBUFFER_BINDING)
    gl.bindFramebuffer(gl.FRAMEBUFFER, null)
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer)
    if (isOther) gl.bufferData(gl.PIXEL_PACK_BUFFER, picture.data.byteLength, gl.STREAM_READ)
    gl.readPixels(0, 0, width, height, gl.RGBA, gl.UNSIGNED_BYTE, 0)
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null)
    gl.bindFramebuffer(gl.FRAMEBUFFER, bound instanceof WebGLFramebuffer ? bound : null)
  }
  /** What was asked for last, once it has come. */
  function take(): ImageData {
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, buffer)
    gl.getBufferSubData(gl.PIXEL_PACK_BUFFER, 0, picture.data)
    gl.bindBuffer(gl.PIXEL_PACK_BUFFER, null)
    return picture
  }
  return { ask, take }
}

/** A dear frame is forgotten over a few cheap ones. */
function recently() {
  let lately = 0
  return { ms: () => lately, took: (ms: number) => (lately = Math.max(ms, lately * 0.8)) }
}
