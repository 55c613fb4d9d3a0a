import { ref } from 'vue'
import { recall, remember } from '../ui/memory.js'
import type { SymbolSet } from './layers.js'

const set = ref<SymbolSet>(recall('map-symbols') === 'military' ? 'military' : 'plain')

/** Which signs the reader wants on the map: the house's own, or those of MIL-STD-2525; remembered. */
export function useSymbols() {
  function choose(it: SymbolSet): void {
    set.value = it
    remember('map-symbols', it)
  }
  const toggle = () => choose(set.value === 'plain' ? 'military' : 'plain')
  return { set, choose, toggle }
}
