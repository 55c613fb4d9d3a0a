import { describe, expect, it } from 'vitest'
import type { Contract } from '../wire/route.js'
import { offeredMethods } from './paths.js'

const contract = (method: Contract['method'], path: Contract['path']): Contract => ({
  method,
  path,
  tag: 'x',
  summary: 'x',
  permission: 'open',
  answers: [],
})
const contracts = [
  contract('GET', '/api/zones'),
  contract('POST', '/api/zones'),
  contract('PATCH', '/api/zones/:id'),
  contract('POST', '/api/zones/:id/rules'),
]

describe('the methods that a path offers', () => {
  it.each([
    ['/api/zones', ['GET', 'POST', 'HEAD']],
    ['/api/zones/7', ['PATCH']],
    ['/api/zones/7/rules', ['POST']],
    ['/api/zones/', []],
    ['/api/zone', []],
    ['/api/zones/7/rules/8', []],
  ])('%s: %j', (path, methods) => expect(offeredMethods(contracts, path)).toEqual(methods))
})
