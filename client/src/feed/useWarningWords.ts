import type { Feed, FeedWarning } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'

/** What is odd about a feed, in words. */
export function useWarningWords() {
  const { t } = useI18n()
  return ({ skewMs }: Pick<Feed, 'skewMs'>, warning: FeedWarning): string => {
    const minutes = Math.round(Math.abs(skewMs ?? 0) / 60_000)
    return t(`feedWarning.${warning}`, { n: minutes }, minutes)
  }
}
