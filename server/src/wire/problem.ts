import { finding, type Finding } from '@cordon/alerts'
import { z } from 'zod'
import { findingOfIssue } from './asked.js'
import { findingOut } from './finding.js'

/** Every code that a problem document may carry, with its HTTP status and title. */
export const problems = {
  'invalid-input': [400, 'The request is not valid'],
  'invalid-json': [400, 'The body is not valid JSON'],
  'not-signed-in': [401, 'Sign in first'],
  'wrong-credentials': [401, 'Name or password is wrong'],
  'not-allowed': [403, 'Not allowed'],
  'wrong-origin': [403, 'The request comes from another site'],
  'not-found': [404, 'Not found'],
  'method-not-allowed': [405, 'This method is not offered here'],
  conflict: [409, 'It has changed meanwhile'],
  'already-acknowledged': [409, 'Somebody has acknowledged it already'],
  'wrong-state': [409, 'Its state does not allow this'],
  'notes-missing': [409, 'An urgent alert has no note'],
  'merge-itself': [409, 'An incident cannot be merged into itself'],
  'already-merged': [409, 'One of them is merged already'],
  'merge-chain': [409, 'Others are merged into it'],
  'merge-exercise': [409, 'One is an exercise'],
  'already-linked': [409, 'They are linked like this already'],
  'not-merged': [409, 'It is not merged'],
  'name-taken': [409, 'The name is taken'],
  'key-reused': [409, 'The idempotency key was used for another request'],
  'stale-etag': [412, 'It has changed since you read it'],
  'too-slow': [408, 'The request did not arrive in time'],
  'too-large': [413, 'The body is too large'],
  'not-json': [415, 'Send JSON'],
  'no-such-range': [416, 'The file has no such bytes'],
  'search-too-long': [422, 'The search took too long'],
  unreadable: [422, 'The file cannot be read'],
  'head-too-large': [431, 'The headers are too large'],
  'too-many': [429, 'Too many requests'],
  'etag-needed': [428, 'Say which version you edit'],
  unexpected: [500, 'Something went wrong here'],
  unavailable: [503, 'It cannot be done just now'],
} as const satisfies Record<string, readonly [number, string]>
export type ProblemCode = keyof typeof problems

/** One thing that is wrong with the input: where, and what was found and expected; in English, and as data where it has a code. */
export const fieldError = z.object({ path: z.string(), message: z.string(), finding: findingOut.optional() })
export interface FieldError {
  readonly path: string
  readonly message: string
  readonly finding?: Finding | undefined
}

/** RFC 9457 problem document. */
export const problemDocument = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    detail: z.string().optional(),
    /** What `detail` says, as data, for whoever reads another language. */
    finding: findingOut.optional(),
    errors: z.array(fieldError).optional(),
  })
  .meta({ id: 'Problem' })
export type ProblemDocument = z.infer<typeof problemDocument>

/** An expected failure on its way to the one filter that knows HTTP. */
export interface Failure {
  readonly code: ProblemCode
  readonly detail?: string
  /** What the detail says, as data. */
  readonly finding?: Finding
  readonly errors?: readonly FieldError[]
  /** Seconds after which a retry makes sense. */
  readonly retryAfter?: number
}

/** The problem document that tells a failure. */
export function toProblem(failure: Failure): ProblemDocument {
  const [status, title] = problems[failure.code]
  return {
    type: `urn:cordon:problem:${failure.code}`,
    title,
    status,
    code: failure.code,
    ...(failure.detail === undefined ? {} : { detail: failure.detail }),
    ...(failure.finding === undefined ? {} : { finding: failure.finding }),
    ...(failure.errors === undefined ? {} : { errors: [...failure.errors] }),
  }
}

/** Of a value so much is looked at: what is shown of it is shorter. */
const mostShown = 60

/** A value as a message shows it: short, on one line, never a whole body, however much there is of it. */
export function shown(value: unknown): string {
  const text = shownWhole(value)
  return text.length > mostShown ? `${text.slice(0, mostShown - 3)}…` : text
}

function shownWhole(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`
  if (value === undefined) return 'nothing'
  return typeof value === 'number' ? String(value) : JSON.stringify(value, beginning())
}

/** Keeps the first values of each list and object, and of all of them together. */
function beginning(): (key: string, value: unknown) => unknown {
  let left = mostShown
  return (_key, value) => {
    if (--left < 0) return null
    if (isList(value)) return value.slice(0, mostShown)
    if (!isIndexable(value)) return value
    return Object.fromEntries(Object.entries(value).slice(0, mostShown))
  }
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

/** A path as people write it: `features[3].properties.type`. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}[${key}]`
    return text === '' ? String(key) : `${text}.${String(key)}`
  }, '')
}

/** What nobody should read in an answer, a log or over a shoulder. */
function isSecret(path: readonly PropertyKey[]): boolean {
  return /password|secret|token/i.test(String(path.at(-1) ?? ''))
}

/** What a schema found wrong with `input`, one entry a place, naming the value and what was expected. */
export function fieldErrors(error: z.ZodError, input: unknown): FieldError[] {
  return flatten(error.issues).flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey([...issue.path, key], input))
    const value = valueAt(input, issue.path)
    const got =
      value === undefined ? 'it is missing' : isSecret(issue.path) ? 'what was sent is not told' : gotText(value)
    const said = issue.message.replace(/\.$/, '')
    // Whoever reads the value says what it was already.
    const message = said.endsWith(got) ? said : `${said}; ${got}`
    const found = isSecret(issue.path) ? null : findingOfIssue(issue, value === undefined ? null : shown(value))
    return [{ path: pathText(issue.path), message, ...(found === null ? {} : { finding: found }) }]
  })
}

function gotText(value: unknown): string {
  return Array.isArray(value) && value.length === 0 ? 'there is none' : `got ${shown(value)}`
}

function unknownKey(path: readonly PropertyKey[], input: unknown): FieldError {
  return {
    path: pathText(path),
    message: `Not known here, expected nothing of this name; got ${shown(valueAt(input, path))}`,
    finding: finding('asked.unknown', {}),
  }
}

type Issue = z.core.$ZodIssue

function flatten(issues: readonly Issue[]): readonly Issue[] {
  return issues.flatMap((issue) => {
    const closest = issue.code === 'invalid_union' && issue.errors.length > 0 ? closestBranch(issue.errors) : undefined
    if (closest === undefined) return [issue]
    return flatten(closest.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })))
  })
}

/** The branch of a union that the input came nearest to: the one whose complaints lie deepest. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const depth = (issues: readonly Issue[]) => Math.max(...issues.map((issue) => issue.path.length))
  return branches.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0]
}

/** What stands at a path; where a text was taken apart (`hour=7,25`), the text. */
function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (isIndexable(value) ? value[key] : value), input)
}

function isIndexable(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null
}
