import { shallowRef } from 'vue'

/** The incident under the pointer or in focus, in a list or on the map: each lights up in the other. */
const hovered = shallowRef<string | null>(null)

export function useHovered() {
  return hovered
}
