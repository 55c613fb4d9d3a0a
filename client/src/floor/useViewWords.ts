import { useI18n } from 'vue-i18n'
import { useWorld } from '../world/useWorld.js'
import type { QueueFilter } from './filter.js'

/** What a filter shows, in words. */
export function useViewWords() {
  const { t } = useI18n()
  const { world } = useWorld()

  function filterWords({ severities, states, zoneId, owner, overdue }: QueueFilter): string {
    return [
      ...severities.map((it) => t(`severity.${it}`)),
      ...states.map((it) => t(`state.${it}`)),
      ...(zoneId === null ? [] : [world.value?.zones.get(zoneId)?.name ?? t('filter.goneZone')]),
      ...(owner === null ? [] : [t(`filter.${owner}`)]),
      ...(overdue ? [t('filter.overdue')] : []),
    ].join(' · ')
  }
  return { filterWords }
}
