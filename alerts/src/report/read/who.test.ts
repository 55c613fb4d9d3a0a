import { expect, it } from 'vitest'
import { whoIn } from './who.js'

const whoOf = (text: string) => {
  const start = text.indexOf('attacked')
  const { actors } = whoIn({ text, start: 0, end: text.length }, { start, end: start + 8, words: 'attacked' })
  return actors.map(({ value, spans }) => [value, ...spans.map((it) => text.slice(it.start, it.end))])
}

it.each([
  ['On Monday 8 November 2021 gunmen attacked a checkpoint', 'gunmen'],
  ['On Tuesday gunmen attacked a checkpoint', 'gunmen'],
  ['On November 8, 2021 two gunmen attacked a checkpoint', 'two gunmen'],
  ['On 8 November IS fighters attacked a checkpoint', 'IS fighters'],
  ['On 8 November 2 gunmen attacked a checkpoint', '2 gunmen'],
])('takes no date for part of who did it: %s', (text, who) => {
  expect(whoOf(text)).toEqual([[who, who]])
})

it('ends what was attacked where its words end', () => {
  const text = 'Gunmen attacked a checkpoint of the Internal Security Forces at dawn'
  const { targets } = whoIn({ text, start: 0, end: text.length }, { start: 7, end: 15, words: 'attacked' })
  const [target] = targets
  expect(target?.value).toBe('checkpoint of the Internal Security Forces')
  expect(target?.spans.map((it) => text.slice(it.start, it.end))).toEqual([target?.value])
})
