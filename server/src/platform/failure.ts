import { finding, type Finding } from '@cordon/alerts'
import type { Failure, ProblemCode } from '../wire/problem.js'
import { Refusal, told } from './result.js'

/** Seconds after which a client may ask again while the database is away. */
const retrySeconds = 5

const ofFastify: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'not-json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid-input',
  FST_ERR_BAD_URL: 'invalid-input',
  FST_ERR_MAX_PARAM_LENGTH: 'invalid-input',
  FST_CP_ERR_INVALID_CONTENT: 'invalid-input',
}

/** Waited too long, two writers met, cancelled: the same request may succeed at once. */
const busyCodes = /^(54000|55P03|57014|40001|40P01|53200|53300|53400)$/

/** A value that the database cannot hold: no time, no number of that size, no character, no JSON. */
const unstorable = /^22(003|007|008|021|P02|P03|P05)$/

/** Connection lost, refused or not found, shutting down, read only, as node and PostgreSQL name it. */
const awayCodes =
  /^(ECONNREFUSED|ECONNRESET|ECONNABORTED|ENOTFOUND|EAI_AGAIN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|08...|57P..|58...|25006)$/
const awayWords =
  /connection terminated|query read timeout|terminating connection|timeout exceeded when trying to connect|Connection ended|not queryable|pool after calling end/i

/** Whether the database refused a row because another has its key. */
export function isTaken(error: unknown): boolean {
  return textOf(error, 'code') === '23505'
}

/** The failure that an error stands for; null where it is a fault of ours. */
export function failureOf(error: unknown): Failure | null {
  if (error instanceof Refusal) return error.failure
  if (error instanceof Error && error.name === 'Overloaded') return away(finding('away.full', {}))
  const code = textOf(error, 'code')
  const ours = ofFastify[code]
  if (ours !== undefined) return { code: ours, detail: textOf(error, 'message') }
  return (
    unavailable(error, code) ??
    causes(error)
      .map(failureOf)
      .find((it) => it !== null) ??
    null
  )
}

function unavailable(error: unknown, code: string): Failure | null {
  if (unstorable.test(code))
    return told('invalid-input', finding('away.unstorable', { fault: textOf(error, 'message') }))
  if (code === '53100' || code === 'ENOSPC') return away(finding('away.disk', {}))
  if (busyCodes.test(code)) return away(finding('away.busy', {}))
  const words = error instanceof Error && awayWords.test(error.message)
  const noSocket = code === 'ENOENT' && textOf(error, 'syscall') === 'connect'
  return awayCodes.test(code) || words || noSocket ? away(finding('away.lost', {})) : null
}

function away(why: Finding): Failure {
  return { ...told('unavailable', why), retryAfter: retrySeconds }
}

/** What an error wraps: its cause, TypeORM's driver error, the parts of an aggregate. */
function causes(error: unknown): readonly unknown[] {
  if (!(error instanceof Error)) return []
  const driver = 'driverError' in error ? [error.driverError] : []
  const parts: readonly unknown[] = error instanceof AggregateError ? error.errors : []
  return [error.cause, ...driver, ...parts].filter((it) => it !== undefined && it !== error)
}

function textOf(error: unknown, key: 'code' | 'message' | 'syscall'): string {
  if (typeof error !== 'object' || error === null) return ''
  const value: unknown = key in error ? Reflect.get(error, key) : ''
  return typeof value === 'string' ? value : ''
}
