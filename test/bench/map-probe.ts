/* Runs in the page before anything of it does: no imports, and nothing from outside of the function. */

/** What the page notes of itself while it is watched, as `globalThis.mapWatch`. */
export interface MapWatch {
  /** Milliseconds between frames. */
  frames: number[]
  /** Longer turns of the page's own thread than 50 ms, in milliseconds. */
  longTasks: number[]
  /** From the event on the page's socket to its sign on the canvas, in milliseconds. */
  drawn: number[]
  /** Where signs are to appear, by name: pixels of the page from the middle of the map. */
  awaited: Record<string, { readonly x: number; readonly y: number }>
  /** Those whose ground has not been read yet. */
  unseen: string[]
}

/** Watches frames, long tasks, and how long it takes until what the socket told is on the canvas. */
export function watchMap(): void {
  const watch: MapWatch = { frames: [], longTasks: [], drawn: [], awaited: {}, unseen: [] }
  Reflect.set(globalThis, 'mapWatch', watch)
  const told = new Map<string, number>()
  let canvas: HTMLCanvasElement | null = null
  let gl: WebGL2RenderingContext | null = null
  let last = 0

  function frame(now: number): void {
    if (last > 0) watch.frames.push(now - last)
    last = now
    requestAnimationFrame(frame)
  }
  requestAnimationFrame(frame)
  new PerformanceObserver((list) => {
    watch.longTasks.push(...list.getEntries().map((entry) => entry.duration))
  }).observe({ type: 'longtask' })

  /** The colours where a sign is to appear. */
  function look({ x, y }: { readonly x: number; readonly y: number }): string {
    if (canvas === null || gl === null) return ''
    const side = 5
    const seen = new Uint8Array(side * side * 4)
    const bound: unknown = gl.getParameter(gl.FRAMEBUFFER_BINDING)
    gl.bindFramebuffer(gl.FRAMEBUFFER, null)
    const [left, bottom] = [canvas.width / 2 + x - side / 2, canvas.height / 2 - y - side / 2]
    gl.readPixels(Math.round(left), Math.round(bottom), side, side, gl.RGBA, gl.UNSIGNED_BYTE, seen)
    gl.bindFramebuffer(gl.FRAMEBUFFER, bound instanceof WebGLFramebuffer ? bound : null)
    return seen.join()
  }
  /** To read the canvas waits for all that is still being drawn: not oftener than this. */
  const restMs = 50
  const grounds = new Map<string, string>()
  let isAsked = false
  let lookedAt = 0
  /** After a frame of the map is drawn, before the browser shows it. */
  function check(): void {
    isAsked = false
    for (const name of watch.unseen.splice(0)) grounds.set(name, look(watch.awaited[name] ?? { x: 0, y: 0 }))
    const name = Object.keys(watch.awaited).find((it) => told.has(it))
    const [spot, event] = name === undefined ? [] : [watch.awaited[name], told.get(name)]
    if (name === undefined || spot === undefined || event === undefined || performance.now() < lookedAt + restMs) return
    const isSeen = look(spot) !== grounds.get(name)
    lookedAt = performance.now()
    if (!isSeen) return
    watch.drawn.push(lookedAt - event)
    Reflect.deleteProperty(watch.awaited, name)
  }
  for (const name of ['drawElements', 'drawArrays'] as const) {
    const draw: unknown = Reflect.get(WebGL2RenderingContext.prototype, name)
    if (typeof draw !== 'function') continue
    Reflect.set(WebGL2RenderingContext.prototype, name, function (this: WebGL2RenderingContext, ...how: unknown[]) {
      if (this.canvas instanceof HTMLCanvasElement && this.canvas.isConnected) [canvas, gl] = [this.canvas, this]
      if (!isAsked && this === gl) queueMicrotask(check)
      isAsked = true
      Reflect.apply(draw, this, how)
    })
  }
  const Socket = WebSocket
  Reflect.set(
    globalThis,
    'WebSocket',
    class extends Socket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols)
        this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
          const name = typeof data === 'string' ? /probe-\d+/.exec(data)?.[0] : undefined
          if (name !== undefined && !told.has(name)) told.set(name, performance.now())
        })
      }
    },
  )
}
