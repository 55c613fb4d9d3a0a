import type { Silence } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { useFindings } from '../ui/useFindings.js'
import { useWords } from '../ui/words.js'
import { useDrawers } from '../world/useWorld.js'

/** What a silence keeps back, as a sentence. */
export function useSilenceText() {
  const { t } = useI18n()
  const { rules } = useDrawers()
  const words = useWords()
  const { kept } = useFindings()
  return ({ ruleId, types, tellsFrom, isSnooze }: Pick<Silence, 'ruleId' | 'types' | 'tellsFrom' | 'isSnooze'>) => {
    const rule = ruleId === null ? undefined : rules.value?.get(ruleId)
    const of = rule === undefined ? t(ruleId === null ? 'silence.ofZone' : 'silence.ofRule') : kept(rule.name)
    const what = types === null ? t('rule.anyType') : types.map((it) => words.type(it)).join(t('comma'))
    const unless = tellsFrom === null ? [] : [t('rule.unlessFrom', { severity: t(`severity.${tellsFrom}`) })]
    const later = isSnooze === true ? [t('silence.toldThen')] : []
    return [of, what, ...unless, ...later].join(t('comma'))
  }
}
