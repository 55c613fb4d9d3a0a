import { onScopeDispose, readonly, shallowRef, type Ref } from 'vue'

/** How high the lines of long lists are, in pixels: a head, and a row. */
export interface LineSizes {
  readonly head: number
  readonly row: number
}

/**
 * Those that the style gives, which are others under a finger. Read when that changes, and not with each list that is
 * drawn: to ask for a style makes the browser reckon all of them at once.
 */
export function useLineSizes(): Readonly<Ref<LineSizes>> {
  const coarse = window.matchMedia('(pointer: coarse)')
  const sizes = shallowRef(read())
  const change = () => (sizes.value = read())
  coarse.addEventListener('change', change)
  onScopeDispose(() => coarse.removeEventListener('change', change))
  return readonly(sizes)
}

function read(): LineSizes {
  const style = getComputedStyle(document.documentElement)
  const sizeOf = (name: string) => parseFloat(style.getPropertyValue(name))
  return { head: sizeOf('--head'), row: sizeOf('--row') }
}
