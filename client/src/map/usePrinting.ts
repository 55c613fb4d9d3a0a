import { nextTick, onScopeDispose, ref, shallowRef, type Ref } from 'vue'
import { useI18n } from 'vue-i18n'
import { useTheme } from '../theme/theme.js'
import { notify } from '../ui/notices.js'
import { useKeys } from '../ui/useKeys.js'
import { drawPaper, paperOf, type Paper } from './paper.js'
import type { Surface } from './surface.js'
import { useSymbols } from './symbols.js'

/**
 * Puts the map on paper. Asked for by the page or by Ctrl P, it is drawn anew for paper first; where the browser's own menu
 * prints, what is on the screen has to do.
 */
export function usePrinting(surface: Readonly<Ref<Surface | null>>, offered: () => boolean) {
  const { t } = useI18n()
  const { shown: theme } = useTheme()
  const { set } = useSymbols()
  const paper = shallowRef<Paper | null>(null)
  const preparing = ref(false)

  async function print(): Promise<void> {
    const it = surface.value
    if (it === null || preparing.value) return
    preparing.value = true
    try {
      paper.value = await drawPaper(it, { title: t('map.title'), symbols: set.value })
    } catch {
      notify(t('map.printFailed'), { bad: true })
      return
    } finally {
      preparing.value = false
    }
    await nextTick()
    window.print()
  }
  function before(): void {
    if (paper.value === null && surface.value !== null && offered())
      paper.value = paperOf(surface.value.map, theme() !== 'light')
  }
  useKeys([
    {
      ...{ key: 'Ctrl+p', label: 'map.print', reach: 'fields' },
      run: () => void print(),
      when: () => surface.value !== null && offered(),
    },
  ])
  const gone = new AbortController()
  window.addEventListener('beforeprint', before, { signal: gone.signal })
  window.addEventListener('afterprint', () => (paper.value = null), { signal: gone.signal })
  onScopeDispose(() => gone.abort())
  return { paper, preparing, print }
}
