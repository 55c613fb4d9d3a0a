import type { Zone } from '@cordon/alerts'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { useDrawers } from '../world/useWorld.js'

/** The teams that the reader is in, by name. */
export function useTeams() {
  const { teams } = useDrawers()
  return computed(() => [...(teams.value?.values() ?? [])].toSorted((a, b) => a.name.localeCompare(b.name)))
}

/** Says who sees a zone: at length, or as short as a list has room for. */
export function useVisibilityText() {
  const { t } = useI18n()
  const { teams } = useDrawers()
  const teamOf = ({ teamId }: Zone) => (teamId === undefined ? undefined : teams.value?.get(teamId)?.name)
  return {
    atLength: (zone: Zone): string => {
      const name = zone.visibility === 'team' ? teamOf(zone) : undefined
      return name === undefined ? t(`visibility.${zone.visibility}`) : t('team.sees', { name })
    },
    shortly: (zone: Zone): string =>
      (zone.visibility === 'team' ? teamOf(zone) : undefined) ?? t(`visibilityShort.${zone.visibility}`),
  }
}
