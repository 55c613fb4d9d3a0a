import type { Map as MapLibreMap } from 'maplibre-gl'
import { computed, type Ref, type ShallowRef } from 'vue'
import { useKeys } from '../ui/useKeys.js'
import { useDrawing } from './useDrawing.js'
import { useReshaping } from './useReshaping.js'
import { useShapeHistory } from './useShapeHistory.js'
import type { ZoneForm } from './zoneForm.js'

interface Easel {
  readonly map: Readonly<ShallowRef<MapLibreMap | null>>
  readonly form: Ref<ZoneForm>
  readonly active: () => boolean
}

/** What has the focus and is pressed by the same key. */
const isPressable = () => document.activeElement?.closest('button, a, summary, [role="option"]') != null

/** The shape of a zone, drawn and changed on the map: step by step, each of which can be taken back. */
export function useShaping(easel: Easel) {
  const history = useShapeHistory(easel.form)
  const drawing = useDrawing({ ...easel, history })
  useReshaping({ ...easel, history })
  const placed = computed(() => drawing.placed.value.corners)
  const isBegun = () => placed.value.length > 0
  const mayUndo = computed(() => easel.active() && (isBegun() || history.mayUndo.value))
  const mayRedo = computed(
    () => easel.active() && (drawing.placed.value.mayRedo || (!isBegun() && history.mayRedo.value)),
  )
  const mayFinish = computed(() => isBegun() && drawing.missing.value === 0)
  const undo = () => (isBegun() ? drawing.undo() : history.undo())
  const redo = () => (drawing.placed.value.mayRedo ? drawing.redo() : history.redo())
  useKeys([
    { key: 'Enter', label: 'zone.finish', run: drawing.finish, when: () => mayFinish.value && !isPressable() },
    { key: 'Ctrl+z', label: 'zone.undo', run: undo, when: () => mayUndo.value },
    { key: 'Ctrl+Shift+z', label: 'zone.redo', run: redo, when: () => mayRedo.value },
  ])
  const { missing, finish, takeLost } = drawing
  return { placed, missing, takeLost, mayFinish, mayUndo, mayRedo, finish, undo, redo, begin: history.begin }
}
export type Shaping = ReturnType<typeof useShaping>
