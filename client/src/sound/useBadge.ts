import { computed, watch } from 'vue'
import { useDrawers } from '../world/useWorld.js'
import { badgedIcon } from './badge.js'

/** How many alerts nobody has acknowledged, as far as is known; none while nobody is signed in. */
export function useWaiting() {
  const { alerts } = useDrawers()
  return computed(() => [...(alerts.value?.values() ?? [])].filter(({ state }) => state === 'new').length)
}

/** Says on the page's icon how many alerts wait. */
export function useBadge(): void {
  const waiting = useWaiting()
  const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]')
  const plain = link?.href ?? ''
  watch(
    waiting,
    (count) => {
      if (link !== null) link.href = badgedIcon(count) ?? plain
    },
    { immediate: true },
  )
}
