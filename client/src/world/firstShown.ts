import { effectScope, nextTick, watch } from 'vue'
import { useDrawers } from './useWorld.js'

/** How long a page that is never idle puts off what it can do without at first, in milliseconds. */
const patienceMs = 500

let shown: Promise<void> | null = null

/**
 * Resolves when what the house knows is on the page for the first time and the page has a moment to spare: the rows that
 * somebody came for go before whatever takes long to make ready.
 */
export function firstShown(): Promise<void> {
  shown ??= worldThere().then(nextTick).then(moment)
  return shown
}

/** Whoever asks first may leave again before there is a world; the others still wait for it. */
function worldThere(): Promise<void> {
  const { incidents } = useDrawers()
  const scope = effectScope(true)
  const there = new Promise<void>((come) => {
    scope.run(() => watch(incidents, (it) => it !== undefined && come(), { immediate: true }))
  })
  return there.finally(() => scope.stop())
}

function moment(): Promise<void> {
  return new Promise((come) => {
    // Safari has no idle callbacks; a frame and a turn later the rows are drawn there.
    if (!('requestIdleCallback' in window)) return void requestAnimationFrame(() => setTimeout(come))
    requestIdleCallback(() => come(), { timeout: patienceMs })
  })
}
