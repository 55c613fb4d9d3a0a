import { expect, it } from 'vitest'
import { badgedIcon, badgedTitle } from './badge.js'

it('says before the title how many alerts wait, and nothing while none does', () => {
  expect([badgedTitle('Floor · Cordon', 3), badgedTitle('Floor · Cordon', 0)]).toEqual([
    ...['(3) Floor · Cordon', 'Floor · Cordon'],
  ])
})

it.each([
  [1, '1'],
  [42, '42'],
  [100, '99+'],
])('says on the icon that %i wait', (waiting, text) => {
  expect(decodeURIComponent(badgedIcon(waiting) ?? '')).toContain(`>${text}</text>`)
  expect(badgedIcon(0)).toBeNull()
})
