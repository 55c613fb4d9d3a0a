import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useHovered } from '../floor/hovered.js'
import type { Selection } from '../floor/selection.js'
import { announce } from '../ui/announce.js'
import { useKeys } from '../ui/useKeys.js'
import { useWords } from '../ui/words.js'
import { inView, stepFrom } from './stepping.js'
import { useSymbols } from './symbols.js'
import type { Wanted } from './useDrawn.js'

interface Tools {
  readonly wanted: () => Wanted
  /** Whether the keys of the map are of use in this view now. */
  readonly offered: () => boolean
  readonly fitAll: () => void
  readonly follow: () => void
  readonly measure: () => void
  readonly print: () => void
  readonly select: (selection: Selection) => void
}

/** The map by keys: arrows, plus and minus move it where it has the focus; these do the rest from anywhere. */
export function useMapKeys(map: Readonly<Ref<MapLibreMap | null>>, tools: Tools): void {
  const { t } = useI18n()
  const hovered = useHovered()
  const { title } = useWords()
  const { toggle } = useSymbols()
  const isThere = () => map.value !== null && tools.offered()

  /** Points out the next incident in view, on the map and in the lists, and leaves the map with the focus. */
  function step(by: 1 | -1): void {
    const it = map.value
    if (it === null) return
    const [west = -180, south = -90, east = 180, north = 90] = it.getBounds().toArray().flat()
    const seen = inView(tools.wanted().incidents, [west, south, east, north])
    const next = stepFrom(seen, hovered.value, by)
    it.getCanvas().focus()
    hovered.value = next?.id ?? null
    announce(next === null ? t('map.noneInView') : `${title(next)}, ${t(`severity.${next.severity}`)}`)
  }
  function open(): void {
    if (hovered.value !== null) tools.select({ kind: 'incident', id: hovered.value })
  }
  const isPointed = () => isThere() && hovered.value !== null && document.activeElement === map.value?.getCanvas()
  useKeys([
    { key: ']', label: 'map.key_next', run: () => step(1), when: isThere },
    { key: '[', label: 'map.key_previous', run: () => step(-1), when: isThere },
    { key: 'Enter', label: 'map.key_open', run: open, when: isPointed },
    { key: '0', label: 'map.fit', run: tools.fitAll, when: isThere },
    { key: 'r', label: 'map.measure', run: tools.measure, when: isThere },
    { key: 'q', label: 'map.follow', run: tools.follow, when: isThere },
    { key: 'b', label: 'map.symbols', run: toggle, when: isThere },
    { key: 'd', label: 'map.print', run: tools.print, when: isThere },
  ])
}
