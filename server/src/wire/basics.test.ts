import { expect, it } from 'vitest'
import { line, queryList, queryNumber, queryNumbers, text } from './basics.js'

it.each([
  ['Gate 3', true],
  ['بوابة', true],
  ['न\u200dमस्ते', true],
  ['\u200e\u202bسجن\u202c', true],
  ['👩‍🚒', true],
  ['\u200b\u200b', false],
  ['\u2060\u200e \u200d', false],
  ['\u3164', false],
  ['\u2800', false],
])('takes as a text what can be seen: %j is %s', (said, isTaken) => {
  const answer = text(200).safeParse(said)
  expect(answer.success).toBe(isTaken)
  if (!answer.success) expect(answer.error.issues.map((it) => it.message)).toEqual(['Expected text that can be seen'])
})

it.each(['two\nlines', 'two\rlines', 'two\u2028lines', 'a\ttable'])('takes no title of several lines: %j', (said) => {
  expect(text(200).safeParse(said).success).toBe(true)
  const answer = line(200).safeParse(said)
  expect(answer.error?.issues.map((it) => it.message)).toEqual(['Expected text on one line'])
  expect(line(200).safeParse('One line').success).toBe(true)
})

it.each([
  ['7', 7],
  [' 7 ', 7],
  ['1e1', 10],
  ['0x5', null],
  ['', null],
  ['7.5', null],
  ['51', null],
])('takes a number of a query as people write it: %j', (said, taken) => {
  const answer = queryNumber(1, 50).safeParse(said)
  expect(answer.data ?? null).toBe(taken)
  if (taken === null) expect(answer.error?.issues[0]?.message).toBe('Expected a whole number between 1 and 50')
})

it.each(['1,2,3', '1, 2.0 ,3', ['1', '2', '3'], ['1,2', '3']])(
  'takes numbers of a query separated or said again: %j',
  (said) => expect(queryNumbers(0, 23).parse(said)).toEqual([1, 2, 3]),
)

it('takes words of a query separated, said again or both', () => {
  expect(queryList(['minor', 'severe', 'extreme']).parse(['severe, minor', 'extreme'])).toEqual([
    'severe',
    'minor',
    'extreme',
  ])
})

it('says how many numbers of a query there may be', () => {
  const answer = queryNumbers(1, 2).safeParse('1,2,1')
  expect(answer.error?.issues.map((it) => it.message)).toEqual(['Expected each number between 1 and 2 once'])
})
