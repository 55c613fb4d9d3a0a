import type { Finding } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import { kept, named, said } from './findingWords.js'

/** What the house says, in the reader's language: a sentence for each code, and its values by the units in their names. */
export function useFindings() {
  const words = useI18n()
  return {
    said: (finding: Finding) => said(words, finding),
    saidAll: (findings: readonly Finding[], between = ' ') => findings.map((it) => said(words, it)).join(between),
    /** A text that is kept: in the reader's language where it is the house's own, else as somebody wrote it. */
    kept: (text: string) => kept(words, text),
    /** A name as it is kept: in the reader's language where it is nobody's own, as that of the command line. */
    named: (name: string) => named(words, name),
  }
}
