import { isUrgent, type Alert } from '@cordon/alerts'
import { onScopeDispose, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import { useLoad } from '../floor/useQueue.js'
import { useWords } from '../ui/words.js'
import { serverNow } from '../world/clock.js'
import { useWorld } from '../world/useWorld.js'
import { useSoundSettings } from './settings.js'

/** `missing`: this browser, or an address without TLS, has none. */
export type Permitted = NotificationPermission | 'missing'

/** One message tells of so many alerts at most one by one; beyond it, and in a flood, it tells how many. */
const mostSingle = 3

function permittedNow(): Permitted {
  return 'Notification' in window && window.isSecureContext ? Notification.permission : 'missing'
}

/** Whether the desktop may be written on, and the question for it, which browsers answer to a press alone. */
export function useDesktopPermission() {
  const permitted = ref(permittedNow())
  async function ask(): Promise<boolean> {
    if (permitted.value === 'default') permitted.value = await Notification.requestPermission()
    return permitted.value === 'granted'
  }
  return { permitted, ask }
}

/** Shows on the desktop what comes while nobody looks at the page, in the words that this person may read there. */
export function useDesktop(): void {
  const { t } = useI18n()
  const router = useRouter()
  const words = useWords()
  const { world } = useWorld()
  const { flood } = useLoad()
  const { settings } = useSoundSettings()
  const shown = new Map<string, Notification>()
  let known: ReadonlySet<string> | null = null

  function show(tag: string, { title, body, to }: { title: string; body: string; to: string }): void {
    const notice = new Notification(title, { tag, body })
    notice.onclick = () => {
      window.focus()
      void router.push(to)
      notice.close()
    }
    shown.set(tag, notice)
  }
  function showOne(alert: Alert): void {
    const title = isUrgent(alert) ? t('desktop.urgent', { title: words.titleOf(alert) }) : words.titleOf(alert)
    show(alert.id, { title, body: words.sentence(alert, serverNow()), to: `/floor?sel=alert:${alert.id}` })
  }
  function showMany(alerts: readonly Alert[]): void {
    const zones = [...new Set(alerts.map(({ zoneName }) => zoneName))]
    const body = zones.slice(0, 5).join(' · ')
    show('many', { title: t('desktop.many', { n: alerts.length }, alerts.length), body, to: '/floor' })
  }
  /** What was taken meanwhile asks nobody any more. */
  function clear(alerts: ReadonlyMap<string, Alert>): void {
    for (const [tag, notice] of shown) {
      if (tag === 'many' || alerts.get(tag)?.state === 'new') continue
      notice.close()
      shown.delete(tag)
    }
  }
  watch(
    () => world.value?.alerts,
    (alerts) => {
      if (alerts === undefined) return
      const before = known
      known = new Set(alerts.keys())
      clear(alerts)
      const fresh = before === null ? [] : [...alerts.values()].filter((it) => it.state === 'new' && !before.has(it.id))
      const isSeen = document.visibilityState === 'visible' && document.hasFocus()
      if (fresh.length === 0 || isSeen || !settings.value.desktop || permittedNow() !== 'granted') return
      if (flood.value || fresh.length > mostSingle) showMany(fresh)
      else for (const alert of fresh) showOne(alert)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    for (const notice of shown.values()) notice.close()
  })
}
