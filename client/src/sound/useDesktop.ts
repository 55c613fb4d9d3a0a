import { isUrgent, type Alert } from '@cordon/alerts'
import { onScopeDispose, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { useLoad } from '../floor/useQueue.js'
import { permittedNow, usePermitted } from '../push/usePermitted.js'
import { useSession } from '../session/useSession.js'
import { useWords } from '../ui/words.js'
import { serverNow } from '../world/clock.js'
import { useWorld } from '../world/useWorld.js'
import { openBoard, type Posted } from './board.js'
import { useSoundSettings } from './settings.js'
import { useOneVoice } from './useOneVoice.js'

/** One message tells of so many alerts at most one by one; beyond it, and in a flood, it tells how many. */
const mostSingle = 3
const many = 'many'

/** Whether the desktop may be written on, and the question for it, which browsers answer to a press alone. */
export function useDesktopPermission() {
  const { permitted, look } = usePermitted()
  async function ask(): Promise<boolean> {
    if (permitted.value === 'default') await Notification.requestPermission()
    look()
    return permitted.value === 'granted'
  }
  return { permitted, ask }
}

/** What is put on the desktop for alerts that are new, in the words that this person may read of them. */
function useMessages() {
  const { t } = useI18n()
  const words = useWords()

  function ofOne(alert: Alert): Posted {
    const title = words.titleOf(alert)
    const body = words.sentence(alert, serverNow())
    if (alert.exercise) return { tag: alert.id, title: t('desktop.exercise', { title }), body }
    return { tag: alert.id, title: isUrgent(alert) ? t('desktop.urgent', { title }) : title, body }
  }
  function ofMany(alerts: readonly Alert[]): Posted {
    const zones = [...new Set(alerts.map(({ zoneName }) => zoneName))]
    const title = t('desktop.many', { n: alerts.length }, alerts.length)
    return { tag: many, title, body: zones.slice(0, 5).join(' · ') }
  }
  return (alerts: readonly Alert[], flood: boolean) =>
    flood || alerts.length > mostSingle ? [ofMany(alerts)] : alerts.map(ofOne)
}

/** Shows on the desktop what comes while nobody looks at the page. */
export function useDesktop(): void {
  const router = useRouter()
  const { world, connection } = useWorld()
  const { flood } = useLoad()
  const { settings } = useSoundSettings()
  const { account } = useSession()
  const messagesOf = useMessages()
  const board = openBoard((tag) => void router.push(tag === many ? '/floor' : `/floor?sel=alert:${tag}`))
  // Another page of this browser may be looked at: one beside it would tell what is read there, or tell it twice.
  const isMine = useOneVoice(`cordon:desktop:${account.value?.id}`, {
    can: () => settings.value.desktop,
    lives: () => connection.value.is === 'live',
  })
  let known: ReadonlySet<string> | null = null

  watch(
    () => world.value?.alerts,
    (alerts) => {
      if (alerts === undefined) return
      const before = known
      known = new Set(alerts.keys())
      board.keepOnly((tag) => tag === many || alerts.get(tag)?.state === 'new')
      const fresh = before === null ? [] : [...alerts.values()].filter((it) => it.state === 'new' && !before.has(it.id))
      const isSeen = document.visibilityState === 'visible' && document.hasFocus()
      if (fresh.length === 0 || isSeen || !settings.value.desktop || !isMine.value || permittedNow() !== 'granted')
        return
      for (const message of messagesOf(fresh, flood.value)) board.post(message)
    },
    { immediate: true },
  )
  onScopeDispose(() => board.keepOnly(() => false))
}
