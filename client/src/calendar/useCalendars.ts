import type { Calendar } from '@cordon/alerts'
import type { CalendarTold } from '@cordon/server/wire'
import { computed, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { listCalendars } from '../api/calendars.js'
import type { Failure } from '../api/http.js'
import { useSession } from '../session/useSession.js'
import { useTeams } from '../zone/useTeams.js'

/** Kept over views: calendars change seldom, and whoever opens a view that asks for them reads them anew. */
const told = shallowRef<readonly CalendarTold[] | null>(null)
const failure = shallowRef<Failure | null>(null)
let reading: Promise<void> | null = null

async function read(): Promise<void> {
  const answer = await listCalendars()
  failure.value = answer.ok ? null : answer.failure
  if (answer.ok) told.value = answer.value.items
}

/** The calendars that the reader may see; null until they are read. */
export function useCalendars() {
  const { may } = useSession()
  /** Many rules ask at once: they are read once for all of them. */
  function again(): Promise<void> {
    reading ??= read().finally(() => (reading = null))
    return reading
  }
  if (may('read')) void again()
  return { told, failure, again }
}

/** A calendar by its name; of one that the reader does not see it is said that there is one. */
export function useCalendarName() {
  const { t } = useI18n()
  const { told } = useCalendars()
  const names = computed(() => new Map((told.value ?? []).map(({ calendar }) => [calendar.id, calendar.name])))
  return (id: string): string => names.value.get(id) ?? t('calendar.unseen')
}

/** Who sees a calendar, in a word. */
export function useShownTo() {
  const { t } = useI18n()
  const teams = useTeams()
  return ({ visibility, teamId }: Calendar): string => {
    const team = visibility === 'team' ? teams.value.find(({ id }) => id === teamId)?.name : undefined
    return team ?? t(`visibilityShort.${visibility}`)
  }
}
