import { computed, watch } from 'vue'
import { useWorld } from '../world/useWorld.js'
import { badgedIcon } from './badge.js'

/** How many alerts nobody has acknowledged, as far as is known; none while nobody is signed in. */
export function useWaiting() {
  const { world } = useWorld()
  return computed(() => [...(world.value?.alerts.values() ?? [])].filter(({ state }) => state === 'new').length)
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
