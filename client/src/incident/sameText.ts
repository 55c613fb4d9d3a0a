import type { Reason, Sameness } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { distanceIn } from '../ui/distance.js'
import type { Words } from '../ui/findingWords.js'
import { isolated } from '../ui/isolated.js'
import { spanIn } from '../world/age.js'

const hourMs = 3_600_000
const minuteMs = 60_000

/** Why two accounts may be one, in words. */
export function useSameText() {
  const words = useI18n()
  const text = (reason: Reason) => sameText(words, reason)
  /** What nobody knows, and what forbids nothing, is no reason. */
  const toldOf = ({ reasons }: Sameness) =>
    reasons.filter(({ part, score }) => score !== 0.4 && !((part === 'harm' || part === 'source') && score === 1))
  return { text, toldOf }
}

/** One reason by the page's words. */
export function sameText(words: Words, reason: Reason): string {
  const { t } = words
  switch (reason.part) {
    case 'distance':
      return distanceText(words, reason)
    case 'time':
      return timeText(words, reason.apartHours * hourMs)
    case 'type':
      return t(`same.type.${reason.alike}`)
    case 'actors':
    case 'place':
    case 'words':
      return reason.shared.length === 0
        ? t(`same.none.${reason.part}`)
        : t(`same.shared.${reason.part}`, { shared: [...new Set(reason.shared)].join(t('comma')) })
    case 'attribution':
      return t('same.attribution', { one: reason.told[0], other: reason.told[1] })
    case 'harm':
      return t('same.harmUnlike')
    case 'source':
      return t('same.keptApart')
  }
}

/** Two discs that touch may be one place; whether they do is said, not only how wide both are together. */
function distanceText({ t, locale }: Words, { metres, withinMetres }: Extract<Reason, { part: 'distance' }>): string {
  const far = (it: number) => isolated(distanceIn(locale.value, it))
  const said = { metres: far(metres), within: far(withinMetres) }
  return t(metres <= withinMetres ? 'same.touching' : 'same.beyond', said)
}

/** Nobody who tells of it counts seconds. */
function timeText({ t, locale }: Words, apartMs: number): string {
  return apartMs < minuteMs ? t('same.together') : t('same.apart', { span: spanIn(locale.value, apartMs) })
}
