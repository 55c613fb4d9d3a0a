import { useI18n } from 'vue-i18n'
import { notify } from './notices.js'

/**
 * Tells that what was written into a form went with it, and how it comes back; `putBack` keeps it for the next time, and is
 * null where nothing was written. Whoever cancels a form lets go of that; who closes it finds it again.
 */
export function useLettingGo(): (putBack: (() => void) | null) => void {
  const { t } = useI18n()
  return (putBack) => {
    if (putBack === null) return
    notify(t('draft.gone'), { undo: () => (putBack(), notify(t('draft.waits'))), undoAs: t('draft.keep') })
  }
}
