import { useI18n } from 'vue-i18n'
import type { Failure } from '../api/http.js'

/** A failure in words: what happened (and was kept), what the server said of it, and what was wrong with which field. */
export interface FailureWords {
  readonly title: string
  readonly detail: string | null
  readonly errors: readonly { readonly path: string; readonly message: string }[]
}

/** Puts failures into plain sentences. */
export function useFailureWords() {
  const words = useI18n()
  const t = words.t
  return (failure: Failure): FailureWords => {
    if (failure.kind === 'offline') return { title: t('problem.offline'), detail: t('problem.offlineKept'), errors: [] }
    const key = `problem.${failure.code}`
    const title = words.te(key) ? t(key) : t('problem.unexpected')
    const wait = failure.retryAfterSeconds
    const detail = wait === null ? failure.detail : t('problem.wait', { seconds: wait })
    return { title, detail, errors: failure.errors }
  }
}
