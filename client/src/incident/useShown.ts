import type { Incident } from '@cordon/alerts'
import { computed, type ComputedRef } from 'vue'
import { useWorld } from '../world/useWorld.js'
import { shownAgain } from './shown.js'

let shown: ComputedRef<readonly Incident[]> | null = null

/** The incidents that stand for themselves, latest first, put in order once for all who show them. */
export function useShown(): ComputedRef<readonly Incident[]> {
  const { world } = useWorld()
  /** Looked at for itself, so that an alert or a word in the log puts no incidents in order. */
  const held = computed(() => world.value?.incidents ?? null)
  shown ??= computed<readonly Incident[]>((before = []) => (held.value === null ? [] : shownAgain(held.value, before)))
  return shown
}
