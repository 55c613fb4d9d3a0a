import type { Map as MapLibreMap } from 'maplibre-gl'
import { onScopeDispose, watch, type Ref, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Handle, handlesOn } from '../map/handles.js'
import {
  halfways,
  middleOf,
  mostCorners,
  pathsOf,
  withCorner,
  withCornerAfter,
  withMiddle,
  withoutCorner,
  type Drawn,
} from './reshape.js'
import type { ShapeHistory } from './useShapeHistory.js'
import type { ZoneForm } from './zoneForm.js'

interface Easel {
  readonly map: Readonly<ShallowRef<MapLibreMap | null>>
  readonly form: Ref<ZoneForm>
  readonly active: () => boolean
  readonly history: ShapeHistory
}

/** What is drawn of a zone can be taken by its corners, given more of them, and moved as a whole, on the map. */
export function useReshaping({ map, form, active, history }: Easel): void {
  const { t } = useI18n()
  let on: { readonly map: MapLibreMap; readonly handles: ReturnType<typeof handlesOn> } | null = null

  const drawn = () => (active() && form.value.shape !== 'circle' ? form.value.drawn : null)
  /** All that a hand does before it lets go is one step. */
  function set(to: Drawn, done: boolean): void {
    history.hold()
    form.value = { ...form.value, drawn: to }
    if (done) history.settle()
  }
  function stop() {
    on?.handles.end()
    on = null
  }
  async function show(): Promise<void> {
    const handles = drawn() === null ? null : await import('../map/handles.js')
    const [it, shape] = [map.value, drawn()]
    if (handles === null || it === null || shape === null) return stop()
    if (on?.map !== it) {
      stop()
      on = { map: it, handles: handles.handlesOn(it) }
    }
    on.handles.show(handlesOf(shape, { set, t }))
  }
  watch([map, drawn] as const, () => void show())
  // At once: what is on a map is taken off it before another view has it.
  watch(map, stop, { flush: 'sync' })
  onScopeDispose(stop)
}

interface Held {
  readonly set: (to: Drawn, done: boolean) => void
  readonly t: (key: string) => string
}

function handlesOf(shape: Drawn, { set, t }: Held): readonly Handle[] {
  const corners = pathsOf(shape).flatMap((path, n) => path.map((position, at) => ({ path: n, at, position })))
  if (corners.length > mostCorners) return []
  return [
    ...halfways(shape).map(({ position, ...corner }): Handle => {
      const moved: Handle['moved'] = (to, done) => done && set(withCornerAfter(shape, corner, to), done)
      return { is: 'between', at: position, label: t('zone.handleBetween'), moved }
    }),
    ...corners.map(({ position, ...corner }): Handle => {
      const moved: Handle['moved'] = (to, done) => set(withCorner(shape, corner, to), done)
      const dropped = () => set(withoutCorner(shape, corner) ?? shape, true)
      return { is: 'corner', at: position, label: t('zone.handleCorner'), moved, dropped }
    }),
    allOf(shape, { set, t }),
  ]
}

function allOf(shape: Drawn, { set, t }: Held): Handle {
  // The middle of a line lies on it.
  const above = shape.type === 'LineString' || shape.type === 'MultiLineString'
  const moved: Handle['moved'] = (to, done) => set(withMiddle(shape, to), done)
  return { is: 'all', at: middleOf(shape), label: t('zone.handleAll'), moved, above }
}
