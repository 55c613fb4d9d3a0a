import { incidentTypes, type Rule } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { useWords } from '../ui/words.js'
import { wholeSpanIn } from '../world/age.js'
import { useMoreText, type More } from './moreText.js'

type Conditions = Pick<
  Rule,
  'kinds' | 'types' | 'minSeverity' | 'minGrade' | 'certainty' | 'freshHours' | 'cooldownMinutes'
> &
  More

/** Puts a rule's conditions into one sentence. */
export function useRuleText() {
  const { t, locale } = useI18n()
  const words = useWords()
  const moreText = useMoreText()

  return (rule: Conditions): string => {
    const types = rule.types === null ? null : rule.types.filter((type) => type in incidentTypes).map(words.type)
    const kinds = rule.kinds === null ? t('rule.anyKind') : rule.kinds.map((kind) => t(`kind.${kind}s`)).join(', ')
    const what = types === null ? kinds : `${kinds} (${types.join(', ')})`
    const parts = [
      t('rule.sentence', { what, where: t(`rule.${rule.certainty}`) }),
      rule.minSeverity === null
        ? ''
        : t('rule.fromSeverity', { severity: t(`severity.${rule.minSeverity}`).toLowerCase() }),
      rule.minGrade === null ? '' : t('rule.fromGrade', { grade: rule.minGrade }),
      ...moreText(rule),
      t('rule.fresh', { span: wholeSpanIn(locale.value, rule.freshHours * 60) }),
      rule.cooldownMinutes === 0 ? '' : t('rule.cooldown', { span: wholeSpanIn(locale.value, rule.cooldownMinutes) }),
    ]
    return `${parts.filter((part) => part !== '').join(t('comma'))}.`
  }
}
