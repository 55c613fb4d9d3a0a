import { expect, it } from 'vitest'
import { z } from 'zod'
import { instant } from './basics.js'
import { fieldErrors } from './problem.js'

it.each([
  [{ from: 'nope' }, 'got "nope"'],
  [{ from: 7 }, 'got 7'],
  [{}, 'it is missing'],
])('a fault says once what was sent: %j', (sent, got) => {
  const { error } = z.strictObject({ from: instant }).safeParse(sent)
  const [fault] = error === undefined ? [] : fieldErrors(error, sent)
  expect(fault?.message.split(got)).toHaveLength(2)
})
