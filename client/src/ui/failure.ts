import { useI18n } from 'vue-i18n'
import type { Failure } from '../api/http.js'

/** A failure in words: what happened (and was kept), what to do, and the server's own words, which are English. */
export interface FailureWords {
  readonly title: string
  /** What was kept, or when to try again. */
  readonly hint: string | null
  /** What the server said of it. */
  readonly detail: string | null
  /** What was wrong with which field. */
  readonly errors: readonly { readonly path: string; readonly message: string }[]
}

/** Puts failures into plain sentences. */
export function useFailureWords() {
  const words = useI18n()
  const t = words.t
  return (failure: Failure): FailureWords => {
    if (failure.kind === 'offline')
      return { title: t('problem.offline'), hint: t('problem.offlineKept'), detail: null, errors: [] }
    const key = `problem.${failure.code}`
    const title = words.te(key) ? t(key) : t('problem.unexpected')
    const wait = failure.retryAfterSeconds
    const hint = wait === null ? null : t('problem.wait', { seconds: wait })
    return { title, hint, detail: failure.detail, errors: failure.errors }
  }
}

/** A failure in one line: what happened, and what to do or else what the server said of it. */
export function lineOf({ title, hint, detail, errors }: FailureWords): string {
  return [title, hint ?? detail, errors[0]?.message].filter((it) => it).join(' ')
}
