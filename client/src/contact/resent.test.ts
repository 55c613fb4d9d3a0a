import { expect, it } from 'vitest'
import { resentOf } from './resent.js'

const nowMs = Date.parse('2026-11-30T03:00:00Z')
const due = (dueAt: string, tries: number) => resentOf({ state: 'due', dueAt, tries }, nowMs)

it('says what came of what was sent again', () => {
  const at = '2026-11-30T02:59:58Z'
  const states = (['sent', 'dead', 'withdrawn'] as const).map((state) =>
    resentOf({ state, dueAt: at, tries: 1 }, nowMs),
  )
  expect(states).toEqual(['told', 'failed', 'withdrawn'])
})

it('knows a try that failed by the next one, which is put off', () => {
  expect(due('2026-11-30T02:59:58Z', 3)).toBe('waits')
  expect(due('2026-11-30T03:00:30Z', 3)).toBe('failed')
  expect(due('2026-11-30T03:00:30Z', 0)).toBe('waits')
})
