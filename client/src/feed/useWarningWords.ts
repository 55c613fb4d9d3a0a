import type { Feed, FeedWarning } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { spanIn } from '../world/age.js'

type Odd = Pick<Feed, 'skewMs' | 'behindMs' | 'behindCount'>

/** What is odd about a feed, in words. */
export function useWarningWords() {
  const { t, locale } = useI18n()
  return ({ skewMs, behindMs, behindCount }: Odd, warning: FeedWarning): string => {
    const offMs = warning === 'behind' ? behindMs : skewMs
    const words = t(`feedWarning.${warning}`, { span: spanIn(locale.value, Math.abs(offMs ?? 0)) })
    if (warning !== 'behind') return words
    return `${words} (${t('feedWarning.behindTimes', { n: behindCount }, behindCount)})`
  }
}
