import { describe, expect, it } from 'vitest'
import { ownName, withOwnNames } from './names.js'
import { createCutter, message, notificationResponse, readyForQuery, type Message } from './protocol.js'
import { createScanner } from './scan.js'

const ofTwoBytes = (bytes: Buffer): readonly Buffer[] =>
  Array.from({ length: Math.ceil(bytes.length / 2) }, (_, i) => bytes.subarray(i * 2, i * 2 + 2))

describe('the cutter', () => {
  it('finds the same messages however the stream is cut', () => {
    const sent = [message('P', 'name', 'SELECT 1', Buffer.alloc(2)), message('S'), message('Q', 'SELECT 2')]
    const cut = createCutter()
    const got = ofTwoBytes(Buffer.concat(sent)).flatMap((chunk) => cut(chunk))
    expect(got.map(({ bytes }) => bytes)).toEqual(sent)
    expect(got.map(({ type }) => type)).toEqual(['P', 'S', 'Q'])
  })
})

describe('the scanner', () => {
  const answer = [
    message('C', 'INSERT 0 1'),
    notificationResponse(42, { channel: 'wake', payload: 'up' }),
    readyForQuery('T'),
  ]

  it.each([[[Buffer.concat(answer)]], [ofTwoBytes(Buffer.concat(answer))]])(
    'passes on all but notifications and knows the end, in one chunk or many',
    (chunks) => {
      const passed: Buffer[] = []
      const notified: unknown[] = []
      const scanner = createScanner(
        (bytes) => passed.push(bytes),
        (it) => notified.push(it),
      )
      chunks.forEach(scanner.take)
      scanner.end()
      expect(Buffer.concat(passed)).toEqual(Buffer.concat([message('C', 'INSERT 0 1'), readyForQuery('T')]))
      expect(notified).toEqual([{ channel: 'wake', payload: 'up' }])
      expect(scanner.seen()).toEqual({ status: 'T', failed: false })
    },
  )

  it('says once that the database is ready, however often it is said', () => {
    const passed: Buffer[] = []
    const scanner = createScanner(
      (bytes) => passed.push(bytes),
      () => {},
    )
    const error = message('E', 'Mno', Buffer.alloc(1))
    scanner.take(Buffer.concat([error, readyForQuery('I'), readyForQuery('T')]))
    scanner.end()
    expect(Buffer.concat(passed)).toEqual(Buffer.concat([error, readyForQuery('T')]))
  })

  it('tells an error, and an answer that has not ended', () => {
    const scanner = createScanner(
      () => {},
      () => {},
    )
    scanner.take(message('E', 'Mno', Buffer.alloc(1)))
    expect(scanner.seen()).toEqual({ status: 'unfinished', failed: true })
  })
})

describe('the names of a connection', () => {
  const renamed = (type: string, ...parts: (string | Buffer)[]): Buffer => {
    const from: Message = { type, bytes: message(type, ...parts) }
    return withOwnNames(7, from)
  }
  const rest = Buffer.from([0, 1, 2, 3])
  const statement = Buffer.from('S')

  it.each<[string, Buffer, Buffer]>([
    ['Parse', renamed('P', 'a', 'SELECT 1', rest), message('P', '7:a', 'SELECT 1', rest)],
    ['Bind', renamed('B', 'portal', 'a', rest), message('B', '7:portal', '7:a', rest)],
    ['Bind of the unnamed portal', renamed('B', '', 'a', rest), message('B', '', '7:a', rest)],
    ['Execute', renamed('E', 'portal', rest), message('E', '7:portal', rest)],
    ['Describe', renamed('D', statement, 'a'), message('D', statement, '7:a')],
    ['Close', renamed('C', statement, 'a'), message('C', statement, '7:a')],
    ['Parse of the unnamed statement', renamed('P', '', 'SELECT 1', rest), message('P', '', 'SELECT 1', rest)],
  ])('are its own in %s', (_, got, wanted) => {
    expect(got).toEqual(wanted)
  })

  it('stay apart and short enough when they are long', () => {
    const long = 'x'.repeat(60)
    expect(ownName(1_000_000, `${long}a`)).not.toBe(ownName(1_000_000, `${long}b`))
    expect(ownName(1_000_000, `${long}a`).length).toBeLessThan(64)
  })
})
