import { expect, it } from 'vitest'
import { printable } from './terminal.js'

it('lets no line steer the terminal, and leaves every other character', () => {
  expect(printable('Got 2 columns:\ta\u001b[2J\u009b31m\u0000b\nهجوم é')).toBe(
    'Got 2 columns:\ta\ufffd[2J\ufffd31m\ufffdb\nهجوم é',
  )
})
