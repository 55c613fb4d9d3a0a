import { describe, expect, it } from 'vitest'
import { openLog } from './log.js'

const someText: unknown = expect.any(String)

function lines() {
  const written: string[] = []
  const log = openLog('info', { write: (line: string) => void written.push(line) })
  return { log, text: () => written.join('') }
}

describe('the log', () => {
  it('is one JSON object a line, with a time and a level in words', () => {
    const { log, text } = lines()
    log.info({ seq: 5 }, 'stored')
    expect(JSON.parse(text())).toEqual({ level: 'info', time: someText, seq: 5, msg: 'stored' })
  })

  it.each([
    ['a password', { password: 'tell-nobody' }],
    ['a token in something', { body: { token: 'tell-nobody' } }],
    ['headers', { request: { headers: { cookie: 'cordon=tell-nobody', authorization: 'Bearer tell-nobody' } } }],
    [
      'a configuration',
      { config: { admin: { password: 'tell-nobody' }, databaseUrl: 'postgres://a:tell-nobody@b/c' } },
    ],
    ['a query', { req: { method: 'GET', url: '/api/x?token=tell-nobody', headers: { cookie: 'tell-nobody' } } }],
    [
      'a database error',
      {
        err: Object.assign(new Error('duplicate key'), {
          code: '23505',
          query: 'insert …',
          parameters: ['tell-nobody'],
          detail: 'Key (name)=(tell-nobody) already exists.',
          driverError: { detail: 'tell-nobody' },
        }),
      },
    ],
  ])('never holds a secret: %s', (_name, object) => {
    const { log, text } = lines()
    log.error(object, 'something')
    expect(text()).toContain('something')
    expect(text()).not.toContain('tell-nobody')
  })

  it('keeps of an error what helps to find it', () => {
    const { log, text } = lines()
    log.error({ err: Object.assign(new Error('duplicate key'), { code: '23505' }) }, 'unexpected')
    expect(JSON.parse(text())).toMatchObject({
      err: { message: 'duplicate key', code: '23505', stack: someText },
    })
  })
})
