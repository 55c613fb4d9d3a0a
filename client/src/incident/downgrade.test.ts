import { severities } from '@cordon/alerts'
import { expect, it } from 'vitest'
import { lowerThan } from './downgrade.js'

it('lowers a severity to each that stands below it, the nearest first, and never to unknown', () => {
  const known = severities.filter((it) => it !== 'unknown')
  for (const [at, severity] of known.entries()) expect(lowerThan({ severity })).toEqual(known.slice(at + 1))
  expect(lowerThan({ severity: 'unknown' })).toEqual([])
})
