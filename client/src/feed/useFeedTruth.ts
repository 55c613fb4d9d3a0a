import { computed } from 'vue'
import { useI18n } from 'vue-i18n'
import type { IconName } from '../ui/icons.js'
import { ageIn } from '../world/age.js'
import { useWorld } from '../world/useWorld.js'
import { feedTruth, mayBeCalm, oddities, type FeedTruth } from './truth.js'
import { useWarningWords } from './useWarningWords.js'

/** The truth about the feeds, in words, with its sign; null while nothing is known. */
export function useFeedTruth() {
  const { t, locale } = useI18n()
  const { world, now } = useWorld()
  const oddOf = useWarningWords()
  return computed(() => {
    if (world.value === null) return null
    const truth = feedTruth(world.value.feeds.values(), now.value)
    const odd = oddities(world.value.feeds.values(), now.value).map(
      ({ feed, warning }) => `${feed.name}: ${oddOf(feed, warning)}`,
    )
    const brief = 'name' in truth ? t(`feedState.${truth.is}`) : ''
    const age = 'sinceMs' in truth ? ageIn(locale.value, truth.sinceMs, now.value) : ''
    return {
      ...signOf(truth),
      is: truth.is,
      age,
      text: [wordsOf(truth), ...odd].join(' · '),
      brief,
      calm: mayBeCalm(truth),
    }
  })

  function wordsOf(truth: FeedTruth): string {
    const age = 'sinceMs' in truth ? ageIn(locale.value, truth.sinceMs, now.value) : ''
    const count = 'count' in truth ? truth.count : 0
    return t(`feedTruth.${truth.is}`, { name: 'name' in truth ? truth.name : '', age, n: count }, count)
  }
}

/** Late and not heard yet: amber with a clock. Silent, failing and off: red with a crossed wave. */
function signOf({ is }: FeedTruth): { readonly icon: IconName; readonly tone: 'plain' | 'late' | 'bad' } {
  if (is === 'late' || is === 'unheard') return { icon: 'clock', tone: 'late' }
  if (is === 'silent' || is === 'failing' || is === 'off') return { icon: 'silent', tone: 'bad' }
  return { icon: 'live', tone: 'plain' }
}
