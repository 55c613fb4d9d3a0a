import { finding, sentenceOf, type Finding } from '@cordon/alerts'
import type { Failure, FieldError, ProblemCode } from '../wire/problem.js'

/** The outcome of something that may be refused: a value, or a named failure. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure }

export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}

/** A refusal; `more` is its detail, or everything else that is to be told. */
export function fail(code: ProblemCode, more: string | Omit<Failure, 'code'> = {}): Result<never> {
  return { ok: false, failure: { code, ...(typeof more === 'string' ? { detail: more } : more) } }
}

/** Whether a controller's answer is a Result rather than a body. */
export function isResult(it: unknown): it is Result<unknown> {
  if (typeof it !== 'object' || it === null || !('ok' in it)) return false
  return it.ok === true ? 'value' in it : it.ok === false && 'failure' in it
}

/** A refusal of the input, by the fields that are wrong. */
export function wrong(...errors: readonly FieldError[]): Result<never> {
  return fail('invalid-input', { errors })
}

/** A refusal with its reason as a finding, which the page says in the reader's language. */
export function deny(code: ProblemCode, finding: Finding): Result<never> {
  return { ok: false, failure: told(code, finding) }
}

/** A failure with its reason as a finding. */
export function told(code: ProblemCode, finding: Finding): Failure {
  return { code, detail: sentenceOf(finding), finding }
}

/** A refusal for now: it makes sense to ask again after so many seconds. */
export function busy(
  code: 'too-many' | 'unavailable' | 'conflict',
  finding: Finding,
  retryAfter: number,
): Result<never> {
  return { ok: false, failure: { ...told(code, finding), retryAfter } }
}

/** What somebody may ask for by its id; the page has a word for each. */
export type Thing =
  | ('incident' | 'report' | 'alert' | 'zone' | 'rule' | 'silence' | 'calendar' | 'source' | 'feed' | 'rejected item')
  | (
      | 'import'
      | 'search'
      | 'team'
      | 'shift'
      | 'handover'
      | 'list of places'
      | 'link'
      | 'escalation'
      | 'rotation'
      | 'account'
      | 'facility'
      | 'collection'
    )

/** There is none of this id, or none that whoever asks may see. */
export function none(thing: Thing, id: string): Result<never> {
  return deny('not-found', finding('denied.none', { thing, id }))
}

/** An expected failure on its way out of a place that cannot return one, such as a body parser. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  constructor(readonly failure: Failure) {
    super(failure.detail ?? failure.code)
  }
}
