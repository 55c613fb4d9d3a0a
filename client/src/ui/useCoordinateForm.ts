import type { Position } from 'geojson'
import { ref, watch } from 'vue'
import { coordinateForms, coordinateText, textIn } from './coordinates.js'
import { recall, remember } from './memory.js'

const stored = recall('coordinates')
const chosen = ref(coordinateForms.find((it) => it === stored) ?? 'decimal')
watch(chosen, (to) => remember('coordinates', to))

/** In which form the reader wants positions, on this machine; decimal where the grid has no reference for one. */
export function useCoordinateForm() {
  const textOf = (position: Position) => textIn(chosen.value, position) ?? coordinateText(position)
  return { chosen, textOf }
}
