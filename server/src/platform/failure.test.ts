import { HttpException } from '@nestjs/common'
import { errorCodes } from 'fastify'
import { describe, expect, it } from 'vitest'
import { isOutage } from './database.js'
import { failureOf } from './failure.js'
import { Refusal } from './result.js'

const containing = (part: string): unknown => expect.stringContaining(part)

const coded = (code: string, message = 'x') => Object.assign(new Error(message), { code })

describe('what an error stands for', () => {
  it.each([
    ['refused', coded('ECONNREFUSED'), 'cannot be reached'],
    [
      'refused on every address',
      new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]),
      'cannot be reached',
    ],
    ['shut down by an administrator', coded('57P01'), 'cannot be reached'],
    ['lost half way', new Error('Connection terminated unexpectedly'), 'cannot be reached'],
    ['no socket', Object.assign(coded('ENOENT'), { syscall: 'connect' }), 'cannot be reached'],
    ['wrapped by TypeORM', Object.assign(new Error('x'), { driverError: coded('08006') }), 'cannot be reached'],
    ['no connection free', new Error('timeout exceeded when trying to connect'), 'cannot be reached'],
    ['too many connections', coded('53300'), 'busy'],
    ['waited too long for a lock', coded('55P03'), 'busy'],
    ['took too long', coded('57014'), 'busy'],
    ['disk full', coded('53100'), 'disk is full'],
    ['no space', new Error('x', { cause: coded('ENOSPC') }), 'disk is full'],
    ['too much waits', Object.assign(new Error('x'), { name: 'Overloaded' }), 'waits'],
  ])('says of a database that is away (%s) when to come again', (_name, error, detail) => {
    expect(failureOf(error)).toEqual({
      ...{ code: 'unavailable', detail: containing(detail), retryAfter: 5 },
      finding: { code: expect.stringMatching(/^away\./), values: {} },
    })
    expect(isOutage(error)).toBe(true)
  })

  it('hands on what was refused', () => {
    expect(failureOf(new Refusal({ code: 'conflict' }))).toEqual({ code: 'conflict' })
  })

  it('knows what Fastify refuses, wrapped or not', () => {
    const large = new errorCodes.FST_ERR_CTP_BODY_TOO_LARGE()
    expect(failureOf(large)?.code).toBe('too-large')
    expect(failureOf(new HttpException('x', 413, { cause: large }))?.code).toBe('too-large')
  })

  it.each([
    ['a mistake in a statement', coded('42601')],
    ['a broken constraint', coded('23505')],
    ['a fault of ours', new TypeError('Cannot read properties of undefined')],
    ['a file that is missing', coded('ENOENT')],
    ['a body that breaks off', new SyntaxError('Unterminated string in JSON')],
    ['nonsense', 'text'],
    ['nothing', undefined],
  ])('does not take %s for the database being away', (_name, error) => {
    expect(failureOf(error)).toBeNull()
  })
})
