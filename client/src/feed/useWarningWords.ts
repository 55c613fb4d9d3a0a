import type { Feed, FeedWarning } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'

type Odd = Pick<Feed, 'skewMs' | 'behindMs' | 'behindCount'>

/** What is odd about a feed, in words. */
export function useWarningWords() {
  const { t } = useI18n()
  return ({ skewMs, behindMs, behindCount }: Odd, warning: FeedWarning): string => {
    const offMs = warning === 'behind' ? behindMs : skewMs
    const minutes = Math.round(Math.abs(offMs ?? 0) / 60_000)
    const words = t(`feedWarning.${warning}`, { n: minutes }, minutes)
    if (warning !== 'behind') return words
    return `${words} (${t('feedWarning.behindTimes', { n: behindCount }, behindCount)})`
  }
}
