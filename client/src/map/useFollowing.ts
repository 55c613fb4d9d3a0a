import type { Map as MapLibreMap } from 'maplibre-gl'
import { computed, ref, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { announce } from '../ui/announce.js'
import { newestOf } from './newest.js'
import type { useAim } from './useAim.js'
import type { Wanted } from './useDrawn.js'

/**
 * Keeps the newest incident in sight while the reader wants it. It ends as soon as the reader moves the map or selects
 * something: from then on it looks where they look.
 */
export function useFollowing(aim: ReturnType<typeof useAim>, wanted: () => Wanted) {
  const { t } = useI18n()
  const following = ref(false)
  const newest = computed(() => (following.value ? newestOf(wanted().incidents) : null))

  function turn(is: boolean): void {
    if (following.value === is) return
    following.value = is
    announce(t(is ? 'map.followOn' : 'map.followOff'))
  }
  watch(
    () => (newest.value === null ? null : `${newest.value.id} ${newest.value.revision}`),
    () => newest.value && aim.bring(newest.value.point),
  )
  watch(
    () => wanted().selected,
    (selected) => selected !== null && turn(false),
  )
  /** Gives what ends listening to the reader's hand. */
  function heed(map: MapLibreMap): () => void {
    const listening = map.on('movestart', (event) => {
      if ('originalEvent' in event && event.originalEvent !== undefined) turn(false)
    })
    return () => listening.unsubscribe()
  }
  return { following, turn, heed }
}
