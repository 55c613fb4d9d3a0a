import { expect, it } from 'vitest'
import type { Failure } from '../api/http.js'
import { refusalOf } from './refusal.js'

const detail = 'Urgent alerts of omar have no note: Mortar fire.'

function problem(code: 'notes-missing' | 'wrong-state'): Failure {
  const errors = [{ path: 'alerts.a', message: 'It needs a note: what was done?' }]
  return { kind: 'problem', status: 409, code, detail, errors, retryAfterSeconds: null }
}

it('names the alerts that lack a note to whoever takes over, who has no field for it', () => {
  expect(refusalOf(problem('notes-missing'), false)).toMatchObject({ detail, errors: [] })
  expect(refusalOf(problem('notes-missing'), true)).toMatchObject({ detail: null, errors: [] })
  const other = problem('wrong-state')
  expect(refusalOf(other, true)).toBe(other)
  expect(refusalOf(null, false)).toBeNull()
})
