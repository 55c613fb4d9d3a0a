import { shallowRef, watch, type ShallowRef } from 'vue'
import { useSoon } from './useSoon.js'

/**
 * Follows what may change a hundred times a second no more often than somebody who reads can: at once after a rest, else
 * when so many milliseconds have passed. For sums and pictures of many things; one thing is always shown as it is.
 */
export function useCalm<T>(source: () => T, everyMs: number): Readonly<ShallowRef<T>> {
  const calm = shallowRef(source())
  let restsUntilMs = 0
  const look = () => {
    restsUntilMs = performance.now() + everyMs
    calm.value = source()
  }
  const lookSoon = useSoon(everyMs, look)
  watch(source, () => (performance.now() >= restsUntilMs ? look() : lookSoon()))
  return calm
}
