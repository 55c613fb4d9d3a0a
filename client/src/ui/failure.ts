import { expectationIn, findingIn, type Finding } from '@cordon/alerts'
import type { FieldError } from '@cordon/server/wire'
import { useI18n } from 'vue-i18n'
import type { Failure } from '../api/http.js'
import { said, type Words } from './findingWords.js'

/** Words of the server: in the reader's language where they have a code, else in English. */
export interface ServerWords {
  readonly text: string
  /** Whether they stay English on a page of another language, and have to be marked as such. */
  readonly isForeign: boolean
}

/** What is wrong with a field. */
export interface FieldWords extends ServerWords {
  /** What the page calls the field; null where it has no word for it, or the fault is of the form as a whole. */
  readonly field: string | null
  /** Where it stands in what was sent. */
  readonly path: string
}

/** A failure in words: what happened (and was kept), what to do, and what the server said of it. */
export interface FailureWords {
  readonly title: string
  /** What was kept, or when to try again. */
  readonly hint: string | null
  /** What the server said of it. */
  readonly detail: ServerWords | null
  /** What was wrong with which field. */
  readonly errors: readonly FieldWords[]
}

type Problem = Extract<Failure, { readonly kind: 'problem' }>

/** Puts failures into plain sentences. */
export function useFailureWords() {
  const words = useI18n()
  return (failure: Failure): FailureWords => failureWords(words, failure)
}

/** Puts words of the server that stand by themselves into the reader's language, as far as they have a code. */
export function useServerWords() {
  const words = useI18n()
  return (text: string, finding?: Finding): ServerWords => serverWords(words, text, finding)
}

/** What the page calls a field that a path leads to; null where it has no word for it. */
export function useFieldNames() {
  const words = useI18n()
  return (path: string): string | null => fieldOf(words, path)
}

/** The same by the page's words. */
export function failureWords(words: Words, failure: Failure): FailureWords {
  const { t } = words
  if (failure.kind === 'offline')
    return { title: t('problem.offline'), hint: t('problem.offlineKept'), detail: null, errors: [] }
  const wait = failure.retryAfterSeconds
  const hint = wait === null ? null : t('problem.wait', { seconds: String(wait) })
  const detail = failure.detail === null ? null : serverWords(words, failure.detail, failure.finding)
  return { title: titleOf(words, failure), hint, detail, errors: failure.errors.map((it) => fieldWords(words, it)) }
}

/** What only asked had nothing to store: that nothing was stored is no news of it. */
function titleOf({ t, te }: Words, { code, onlyAsked }: Problem): string {
  const keys = [...(onlyAsked ? [`problemAsking.${code}`] : []), `problem.${code}`]
  return t(keys.find((key) => te(key)) ?? 'problem.unexpected')
}

function fieldWords(words: Words, { path, message, finding }: FieldError): FieldWords {
  // What names no field is the form's own, in the reader's language already.
  if (path === '') return { path, field: null, text: message, isForeign: false }
  return { path, field: fieldOf(words, path), ...serverWords(words, message, finding) }
}

/** English is said as the server has it, which names the value; another language by the code, or as it was read back. */
function serverWords(words: Words, text: string, finding: Finding | undefined): ServerWords {
  if (words.locale.value === 'en') return { text, isForeign: false }
  if (finding !== undefined && words.te(`finding.${finding.code}`))
    return { text: said(words, finding), isForeign: false }
  const read = findingIn(text)
  if (read === null || !isAllOurs(read)) return { text, isForeign: true }
  return { text: said(words, read), isForeign: false }
}

/** Whether what was expected is in words of ours too: half a sentence in another language helps nobody. */
function isAllOurs({ values: { expected } }: Finding): boolean {
  return typeof expected !== 'string' || expectationIn(expected) !== null
}

/** The names on a path, from the outermost on; null where the last of them has no word. A rule is what is looked at itself. */
function fieldOf({ t, te }: Pick<Words, 't' | 'te'>, path: string): string | null {
  const names = path
    .replace(/^rule\./, '')
    .split('.')
    .map((it) => it.replace(/\[\d+\]/g, ''))
  if (!te(`field.${names.at(-1) ?? ''}`)) return null
  const known = names.filter((it) => te(`field.${it}`)).map((it) => t(`field.${it}`))
  return known.join(' › ')
}

/** A failure in one line: what happened, and what to do or else what the server said of it. */
export function lineOf({ title, hint, detail, errors }: FailureWords): string {
  return [title, hint ?? detail?.text, errors[0]?.text].filter((it) => it).join(' ')
}
