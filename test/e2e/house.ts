import type { Running } from '../kit/process.js'
import type { Person } from './people.js'

/** Close by the gate of the prison of Hasakah, which the first theatre watches: longitude, latitude. */
export const prison = [40.7625, 36.4775] as const

/** How somebody asks: with a body, and as whom; as a program of the house that may do anything, unless a cookie says who. */
interface Asking {
  readonly body?: object
  readonly cookie?: string | undefined
  readonly headers?: Readonly<Record<string, string>>
}

/** Asks a server; `what` is a method and a path. Gives what it answered, null where that is nothing; throws what it refused. */
export async function ask(server: Running, what: string, { body, cookie, headers }: Asking = {}): Promise<unknown> {
  const [method = '', path = ''] = what.split(' ')
  const who = cookie === undefined ? { authorization: `Bearer ${server.token}` } : { cookie, origin: server.url }
  const answer = await fetch(server.url + path, {
    method,
    headers: { ...who, 'content-type': 'application/json', ...headers },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${what}: ${answer.status} ${text}`)
  const told: unknown = text === '' ? null : JSON.parse(text)
  return told
}

/** The id of what was stored. */
export function idOf(stored: unknown): string {
  if (typeof stored !== 'object' || stored === null || !('id' in stored)) throw new Error('It has no id.')
  return String(stored.id)
}

/** What somebody who signs in is remembered by. */
export async function cookieOf(server: Running, { name, password }: Person): Promise<string> {
  const answer = await fetch(`${server.url}/api/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ name, password }),
  })
  if (!answer.ok) throw new Error(`${name} was not let in: ${answer.status}`)
  return answer.headers
    .getSetCookie()
    .map((it) => it.split(';', 1)[0])
    .join('; ')
}

/** What a report says beside its title, where it is not of an attack at the gate of the prison that cannot wait. */
interface Said extends Readonly<Record<string, unknown>> {
  readonly at?: readonly [longitude: number, latitude: number]
}

/** Tells a server of an incident of now; gives its id. */
export async function report(server: Running, title: string, { at = prison, ...more }: Said = {}): Promise<string> {
  const attack = { type: 'vehicle-bomb', severity: 'extreme', occurredFrom: new Date().toISOString(), source: 'Patrol' }
  const geometry = { type: 'Point', coordinates: at }
  const body = { type: 'Feature', geometry, properties: { ...attack, title, ...more } }
  return idOf(await ask(server, 'POST /api/incidents', { body }))
}

/** Draws a circle that everybody sees and listens to anything in it, unless its rule says more; gives the zone's id. */
export async function watchedZone(
  server: Running,
  { name, at }: { readonly name: string; readonly at: readonly number[] },
  rule: object = {},
): Promise<string> {
  const geometry = { type: 'Point', coordinates: at }
  const properties = { name, visibility: 'public', radiusMetres: 5_000 }
  const id = idOf(await ask(server, 'POST /api/zones', { body: { type: 'Feature', geometry, properties } }))
  await ask(server, `POST /api/zones/${id}/rules`, { body: { name: 'Anything', cooldownMinutes: 0, ...rule } })
  return id
}

/** In the page: acknowledges everything that waits, as its buttons do. */
export async function acknowledgeAll(): Promise<void> {
  const answer = await fetch('/api/alerts?state=new')
  const { items }: { items: { id: string }[] } = await answer.json()
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ ids: items.map(({ id }) => id), action: { what: 'acknowledge' } })
  await fetch('/api/alerts/actions', { method: 'POST', headers, body })
}
