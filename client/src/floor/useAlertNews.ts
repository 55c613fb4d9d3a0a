import { isUrgent, type Alert } from '@cordon/alerts'
import { watch } from 'vue'
import { announce } from '../ui/announce.js'
import { useWords } from '../ui/words.js'
import { serverNow } from '../world/clock.js'
import { useWorld } from '../world/useWorld.js'

/** Tells screen readers of alerts that rise while the page is open: urgent ones at once, others at the next pause. */
export function useAlertNews(): void {
  const { world } = useWorld()
  const words = useWords()
  let known: ReadonlySet<string> | null = null

  watch(
    () => world.value?.alerts,
    (alerts) => {
      if (alerts === undefined) return void (known = null)
      const fresh = known === null ? [] : [...alerts.values()].filter((alert) => isFresh(alert, known))
      known = new Set(alerts.keys())
      const urgent = fresh.filter(isUrgent)
      const said = urgent.length > 0 ? urgent : fresh
      const text = said.slice(0, 3).map((alert) => words.sentence(alert, serverNow()))
      if (text.length > 0) announce(text.join(' '), urgent.length > 0 ? 'urgent' : 'polite')
    },
    { immediate: true },
  )
}

function isFresh(alert: Alert, known: ReadonlySet<string> | null): boolean {
  return alert.state === 'new' && known?.has(alert.id) === false
}
