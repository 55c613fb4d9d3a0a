import { halvesOf, type Grade } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'

/** Spells a grade out in the reader's language: "usually reliable · probably true". */
export function useGradeWords(): (grade: Grade) => string {
  const { t } = useI18n()
  return (grade) => gradeIn(t, grade)
}

/** A grade in the words of the Admiralty scale. */
export function gradeIn(t: (key: string) => string, grade: Grade): string {
  const { reliability, credibility } = halvesOf(grade)
  return `${t(`gradeWord.${reliability}`)} · ${t(`gradeWord.${credibility}`)}`
}
