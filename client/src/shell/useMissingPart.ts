import { onScopeDispose } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { notify } from '../ui/notices.js'
import { useWorld } from '../world/useWorld.js'

/**
 * Says that a view did not open because its part of the page did not come. Out of reach, what is shown is all there is, and
 * stays; else the server has other parts by now, as after an upgrade, and the page is loaded anew.
 */
export function useMissingPart(): void {
  const { t } = useI18n()
  const router = useRouter()
  const { connection } = useWorld()
  const leave = router.onError((_, { fullPath }) => {
    if (connection.value.is === 'live')
      notify(t('pagePart.missing'), { bad: true, undo: () => location.assign(fullPath), undoAs: t('pagePart.anew') })
    else notify(t('pagePart.offline'), { bad: true, undo: () => void router.push(fullPath), undoAs: t('again') })
  })
  onScopeDispose(leave)
}
