import { finding, sentenceOf, type Finding, type FindingCode } from '@cordon/alerts'
import type { z } from 'zod'
import { findingOut } from './finding.js'

/**
 * What a contract asks of a field, as a finding. What a schema asks by itself (a number, a bound, one of a list) follows
 * from its issue; what only a check of ours knows says its finding by `asking`.
 */
type Issue = z.core.$ZodIssue

/** The words of a check of ours (`refine`, `addIssue`): the sentence of a code, and the code with it. */
export function asking<Code extends FindingCode>(code: Code, values: Parameters<typeof finding<Code>>[1]) {
  const found = finding(code, values)
  return { message: sentenceOf(found), params: { finding: found } }
}

/** What an issue says; null where it has no code of ours. `got` is the value as it is shown, null where there is none. */
export function findingOfIssue(issue: Issue, got: string | null): Finding | null {
  const own = issue.code === 'custom' ? findingOut.safeParse(issue.params?.['finding']) : null
  if (own?.success === true) return own.data
  if (got === null) return finding('asked.missing', {})
  switch (issue.code) {
    case 'invalid_type':
      return ofType(issue.expected, got)
    case 'too_small':
      return tooSmall(issue, got)
    case 'too_big':
      return tooBig(issue, got)
    case 'invalid_value':
      return ofList(issue.values.map(String), got)
    case 'invalid_format':
      return finding(codesOfFormats[issue.format] ?? 'asked.form', { got })
    case 'custom':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return null
  }
}

const codesOfFormats: Readonly<Record<string, 'asked.id' | 'asked.email' | 'asked.address'>> = {
  uuid: 'asked.id',
  email: 'asked.email',
  url: 'asked.address',
}

/** Longer lists are no sentence. */
const mostNamed = 8

function ofList(options: readonly string[], got: string): Finding {
  return options.length > mostNamed ? finding('asked.known', { got }) : finding('asked.options', { options, got })
}

function ofType(expected: string, got: string): Finding {
  if (expected === 'number') return finding('asked.number', { got })
  if (expected === 'int') return finding('asked.whole', { got })
  return finding(expected === 'string' ? 'asked.text' : 'asked.other', { got })
}

function tooSmall({ origin, minimum, inclusive }: z.core.$ZodIssueTooSmall, got: string): Finding {
  const leastCount = Number(minimum)
  if (origin === 'string') return leastCount > 1 ? finding('asked.short', { leastCount }) : finding('asked.empty', {})
  if (!isNumber(origin)) return finding('asked.few', { leastCount })
  return finding(inclusive === false ? 'asked.above' : 'asked.least', { least: String(minimum), got })
}

function tooBig({ origin, maximum, inclusive }: z.core.$ZodIssueTooBig, got: string): Finding {
  const mostCount = Number(maximum)
  if (origin === 'string') return finding('asked.long', { mostCount })
  if (!isNumber(origin)) return finding('asked.many', { mostCount })
  return finding(inclusive === false ? 'asked.below' : 'asked.most', { most: String(maximum), got })
}

function isNumber(origin: string): boolean {
  return origin === 'number' || origin === 'int' || origin === 'bigint'
}
