import { expect, it } from 'vitest'
import { anAlert } from '../world/samples.js'
import { firstOffer, isOffered, offers } from './actions.js'

const at = '2021-11-09T06:05:00.000Z'
const unseen = anAlert()
const taken = anAlert({ state: 'acknowledged', acknowledgedAt: at, acknowledgedBy: 'dana', ownerId: 'dana' })
const shelved = anAlert({ state: 'shelved', shelvedUntil: at })
const closed = anAlert({ state: 'closed', closedAt: at, acknowledgedAt: at })

it.each([
  ['a new alert asks to be acknowledged', unseen, 'acknowledge'],
  ['an acknowledged alert asks to be closed', taken, 'close'],
  ['a shelved alert can be brought back', shelved, 'return'],
  ['a closed alert can be reopened', closed, 'reopen'],
] as const)('%s', (...[, alert, first]) => {
  expect(firstOffer(alert)).toBe(first)
  expect(isOffered(first, alert, 'me')).toBe(true)
})

it.each([
  ['what would change nothing is not offered', taken, ['hand', 'shelve', 'note', 'close', 'release']],
  ['nothing but a note and reopening is offered on a closed alert', closed, ['note', 'reopen']],
  [
    'a shelved alert can still be taken, moved and closed',
    shelved,
    ['acknowledge', 'assign', 'hand', 'shelve', 'note', 'close', 'return'],
  ],
] as const)('%s', (...[, alert, expected]) => {
  expect(offers.filter((offer) => isOffered(offer, alert, 'dana'))).toEqual(expected)
})
