import type { Likeness } from '@cordon/alerts'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import { shownIncidents } from '../incident/shown.js'
import { useWorld } from '../world/useWorld.js'
import { likelyAmong } from './likely.js'
import type { Card, usePaste } from './usePaste.js'

/** What others have stored since the text was read, which the drafts' own suggestions cannot know. */
export function useLikely({
  cards,
  telling,
  readAt,
}: Pick<ReturnType<typeof usePaste>, 'cards' | 'telling' | 'readAt'>) {
  const { t } = useI18n()
  const { world } = useWorld()
  const since = computed(() => {
    if (world.value === null || telling.value === null) return []
    const own = cards.value.map(({ fate }) => (fate.is === 'stored' || fate.is === 'undone' ? fate.incidentId : ''))
    return shownIncidents(world.value).filter((it) => it.recordedAt > readAt.value && !own.includes(it.id))
  })
  function likelyOf(it: Card | null): readonly Likeness[] {
    if (it === null || telling.value === null || it.form.sameAs !== null) return []
    return likelyAmong(it, telling.value, since.value)
  }
  /** What storing a draft means. */
  function aboutStoring(it: Card): string {
    const { title, sameAs } = it.form
    const [likely] = likelyOf(it)
    if (likely?.of.is === 'incident')
      return t('paste.askLikely', { title, other: likely.of.title, percent: Math.round(likely.score * 100) })
    if (sameAs === null) return t('paste.askAbout', { title })
    return sameAs.is === 'draft'
      ? t('paste.askReport', { title, n: sameAs.draft })
      : t('paste.askAgain', { title, other: sameAs.title })
  }
  return { likelyOf, aboutStoring }
}
