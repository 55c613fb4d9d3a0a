import { expect, it } from 'vitest'
import { anAlert } from '../world/samples.js'
import { alertNews } from './alertNews.js'

const said = { sentence: ({ id }: { readonly id: string }) => `${id}.`, more: (count: number) => `And ${count} more.` }
const urgent = (id: string) => anAlert({ id, severity: 'extreme' })
const other = (id: string) => anAlert({ id, severity: 'minor' })

it('says urgent alerts at once and the others at the next pause, beside each other', () => {
  expect(alertNews([urgent('a'), other('b'), urgent('c')], said)).toEqual({ urgent: 'a. c.', polite: 'b.' })
  expect(alertNews([other('b')], said)).toEqual({ urgent: '', polite: 'b.' })
})

it('says how many more there are where it does not say them all', () => {
  const flood = ['a', 'b', 'c', 'd', 'e'].map(urgent)
  expect(alertNews(flood, said).urgent).toBe('a. b. c. And 2 more.')
  expect(alertNews(flood.slice(0, 3), said).urgent).toBe('a. b. c.')
})
