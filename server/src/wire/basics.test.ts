import { expect, it } from 'vitest'
import { text } from './basics.js'

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
