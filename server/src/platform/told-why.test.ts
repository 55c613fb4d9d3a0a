import { startPostgres } from '@cordon/test/postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { problemDocument } from '../wire/index.js'
import { localToken, ownServer, type OwnServer, type Send } from './server.fixture.js'

/** Why somebody is refused has a code beside its English, so that the page says it in the reader's language. */

const id = '018f0000-0000-7000-8000-00000000ffff'
const password = 'a long enough password'
let server: OwnServer
/** Of an administrator, an officer, a viewer and the command line. */
const as: Record<'chief' | 'officer' | 'viewer' | 'program', string> = {
  chief: '',
  officer: '',
  viewer: '',
  program: '',
}
let zone: string

beforeAll(async () => {
  server = await ownServer(startPostgres)
  as.chief = await server.enter('chief', 'correct horse')
  for (const role of ['officer', 'viewer'] as const) {
    await server.send('POST', '/api/accounts', { as: as.chief, body: { name: role, role, password } })
    as[role] = await server.enter(role, password)
  }
  as.program = await localToken(server.folder)
  const properties = { name: 'Depot', visibility: 'public', radiusMetres: 500 }
  const body = { type: 'Feature', geometry: { type: 'Point', coordinates: [44, 33] }, properties }
  const made: unknown = await (await server.send('POST', '/api/zones', { as: as.officer, body })).json()
  zone = typeof made === 'object' && made !== null && 'id' in made ? String(made.id) : ''
}, 60_000)
afterAll(() => server.close())

type Who = keyof typeof as | 'nobody'

/** The code of why a request, or a field of it, is refused. */
async function whyNot(who: Who, request: string, more: Send = {}): Promise<string | undefined> {
  const [method = '', path = ''] = request.replace(':zone', zone).replace(':id', id).split(' ')
  const answer = await server.send(method, path, { ...(who !== 'nobody' && { as: as[who] }), ...more })
  const problem = problemDocument.parse(await answer.json())
  expect(problem.finding === undefined).toBe(problem.detail === undefined)
  return problem.finding?.code ?? problem.errors?.[0]?.finding?.code
}

const cases: readonly [why: string, ...asked: Parameters<typeof whyNot>][] = [
  ['away.nothing', 'chief', 'GET /api/nowhere'],
  ['away.stale', 'officer', 'DELETE /api/zones/:zone', { headers: { 'if-match': '"9"' } }],
  ['body.method', 'officer', 'DELETE /api/zones'],
  ['body.stops', 'officer', 'POST /api/zones', { body: '{"type": oops' }],
  ['body.ends', 'officer', 'POST /api/zones', { body: '{"type":' }],
  ['body.xml', 'officer', 'POST /api/zones', { body: '<zone/>' }],
  ['body.deep', 'officer', 'POST /api/zones', { body: '['.repeat(100) }],
  ['body.prototypes', 'officer', 'POST /api/zones', { body: '{"__proto__": {}}' }],
  ['body.mediaType', 'officer', 'POST /api/zones', { body: 'x', headers: { 'content-type': 'application/zip' } }],
  ['access.signIn', 'nobody', 'GET /api/zones'],
  ['access.tokenEnded', 'nobody', 'GET /api/zones', { as: 'cordon_of_nobody' }],
  ['access.origin', 'nobody', 'POST /api/session', { headers: { origin: 'https://elsewhere.example' }, body: {} }],
  ['access.role', 'viewer', 'POST /api/zones', { body: {} }],
  ['access.people', 'program', 'GET /api/contacts'],
  ['access.accountNamed', 'chief', 'POST /api/accounts', { body: { name: 'Viewer', role: 'viewer', password } }],
  ['asked.nobodysName', 'chief', 'POST /api/accounts', { body: { name: 'Command  line', role: 'viewer', password } }],
  ['asked.nobodysName', 'chief', 'POST /api/accounts', { body: { name: 'عضو سابق 3', role: 'viewer', password } }],
  ['asked.nobodysName', 'chief', 'POST /api/tokens', { body: { name: 'former member', scopes: ['read'] } }],
  ['access.noToken', 'chief', 'DELETE /api/tokens/:id'],
  ['denied.noVersion', 'officer', 'GET /api/zones/:zone?version=9'],
  ['denied.noContact', 'officer', 'DELETE /api/contacts/:id'],
  ['denied.notTold', 'officer', 'DELETE /api/subscriptions/:id'],
  ['denied.noView', 'officer', 'DELETE /api/views/:id'],
  ['denied.noFile', 'officer', 'DELETE /api/exports/:id'],
  ['denied.noEntry', 'officer', 'POST /api/log/:id/strike', { body: { reason: 'Wrong' } }],
  ['denied.notOnWatch', 'officer', 'POST /api/handovers', { body: {} }],
  ['asked.backwards', 'officer', 'GET /api/incidents?from=2021-02-01T00:00Z&to=2021-01-01T00:00Z'],
  ['asked.backwards', 'officer', 'GET /api/log?from=2021-02-01T00:00Z&to=2021-01-01T00:00Z'],
  ['asked.backwards', 'chief', 'GET /api/audit?from=2021-02-01T00:00Z&until=2021-01-01T00:00Z'],
  ['asked.backwards', 'chief', 'GET /api/audit.csv?from=2021-02-01T00:00Z&until=2021-01-01T00:00Z'],
  ['asked.ahead', 'officer', 'GET /api/incidents?asOf=2199-01-01T00:00Z'],
  ['asked.officer', 'officer', 'POST /api/shifts', { body: { relieves: 'nobody' } }],
  ['asked.timeCome', 'officer', 'POST /api/log', { body: { text: 'Later', at: '2199-01-01T00:00Z' } }],
  ['asked.thatIsThere', 'officer', 'POST /api/log', { body: { text: 'Seen', alerts: [id] } }],
  ['denied.noHold', 'chief', 'POST /api/holds/:id/release', { body: { reason: 'Over' } }],
  [
    'access.wrongPassword',
    'viewer',
    'POST /api/session/password',
    { body: { current: 'a wrong one', next: 'another long password' } },
  ],
]

it.each(cases)('says why by %s', async (why, ...asked) => {
  expect(await whyNot(...asked)).toBe(why)
})

it('says to whoever has guessed too often that they wait', async () => {
  const guess = { body: { name: 'guest', password: 'x' } }
  for (let n = 0; n < 10; n++) expect(await whyNot('nobody', 'POST /api/session', guess)).toBeUndefined()
  expect(await whyNot('nobody', 'POST /api/session', guess)).toBe('access.wrongOften')
})
