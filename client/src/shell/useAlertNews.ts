import type { Alert } from '@cordon/alerts'
import { watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { announce } from '../ui/announce.js'
import { useWords } from '../ui/words.js'
import { serverNow } from '../world/clock.js'
import { useWorld } from '../world/useWorld.js'
import { alertNews } from './alertNews.js'

/** Tells screen readers of alerts that rise while the page is open, whatever it shows. */
export function useAlertNews(): void {
  const { t } = useI18n()
  const { world } = useWorld()
  const words = useWords()
  const said = {
    sentence: (alert: Alert) => words.sentence(alert, serverNow()),
    more: (n: number) => `${t('news.more', { n }, n)}.`,
  }
  let known: ReadonlySet<string> | null = null

  watch(
    () => world.value?.alerts,
    (alerts) => {
      if (alerts === undefined) return void (known = null)
      const fresh = known === null ? [] : [...alerts.values()].filter((alert) => isFresh(alert, known))
      known = new Set(alerts.keys())
      const { urgent, polite } = alertNews(fresh, said)
      if (urgent !== '') announce(urgent, 'urgent')
      if (polite !== '') announce(polite)
    },
    { immediate: true },
  )
}

function isFresh(alert: Alert, known: ReadonlySet<string> | null): boolean {
  return alert.state === 'new' && known?.has(alert.id) === false
}
