import { expect, it } from 'vitest'
import { z } from 'zod'
import { instant } from './basics.js'
import { fieldErrors, shown } from './problem.js'

it.each([
  [{ from: 'nope' }, 'got "nope"'],
  [{ from: 7 }, 'got 7'],
  [{}, 'it is missing'],
])('a fault says once what was sent: %j', (sent, got) => {
  const { error } = z.strictObject({ from: instant }).safeParse(sent)
  const [fault] = error === undefined ? [] : fieldErrors(error, sent)
  expect(fault?.message.split(got)).toHaveLength(2)
})

it('shows the beginning of a value, and looks at no more of it', () => {
  let looks = 0
  const counted = () => ({ toJSON: () => (looks++, 'entry') })
  const many = Array.from({ length: 10_000 }, counted)
  const named = Object.fromEntries(many.map((it, at) => [`name${at}`, it]))
  expect([shown(many), shown({ many }), shown(named)]).toEqual([
    expect.stringMatching(/^\["entry","entry",.*…$/),
    expect.stringMatching(/^\{"many":\["entry",.*…$/),
    expect.stringMatching(/^\{"name0":"entry",.*…$/),
  ])
  expect(looks).toBeLessThan(300)
})

it.each([
  [1 / 0, 'Infinity'],
  [-0.5, '-0.5'],
  [null, 'null'],
  [[1, { a: 'b' }], '[1,{"a":"b"}]'],
])('shows %j as %s', (value, text) => {
  expect(shown(value)).toBe(text)
})
