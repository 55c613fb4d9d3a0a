/* Runs in the page before anything of it does: no imports, and nothing from outside of the function. */

/** What the page notes of its rows while it is watched, as `globalThis.rowWatch`. */
export interface RowWatch {
  /** From the event on the page's socket to its row on the screen, in milliseconds. */
  shown: number[]
  /** Longer turns of the page's own thread than 50 ms, in milliseconds. */
  longTasks: number[]
}

/** Watches how long it takes until an alert whose title names a probe (`probe-7`) stands as a row on the screen. */
export function watchRows(): void {
  const watch: RowWatch = { shown: [], longTasks: [] }
  Reflect.set(globalThis, 'rowWatch', watch)
  const told = new Map<string, number>()
  const known = new Set<string>()
  new PerformanceObserver((list) => {
    watch.longTasks.push(...list.getEntries().map((entry) => entry.duration))
  }).observe({ type: 'longtask' })

  function look(): void {
    if (told.size === 0) return
    const rows = [...document.querySelectorAll('[role=option]')].map((row) => row.textContent)
    for (const [name, at] of told) {
      if (!rows.some((text) => text.includes(`${name}.`))) continue
      told.delete(name)
      // The frame that is about to be drawn shows it.
      requestAnimationFrame(() => setTimeout(() => watch.shown.push(performance.now() - at)))
    }
  }
  new MutationObserver(look).observe(document, { childList: true, subtree: true, characterData: true })
  const Socket = WebSocket
  Reflect.set(
    globalThis,
    'WebSocket',
    class extends Socket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols)
        this.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
          const name = typeof data === 'string' ? /probe-\d+/.exec(data)?.[0] : undefined
          if (name === undefined || known.has(name)) return
          known.add(name)
          told.set(name, performance.now())
        })
      }
    },
  )
}
