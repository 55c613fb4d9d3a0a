import { addPerson, administrator, watchOfficer, type Person } from '../e2e/people.js'
import { openBrokenHook } from '../kit/hook.js'
import type { Running } from '../kit/process.js'

export const relief = { name: 'rana', password: 'yet-another-secret' } as const

/** What the scenes ask for by its id. */
export interface Stage {
  readonly server: Running
  readonly alerts: Readonly<Record<'told' | 'shelved' | 'cleared' | 'closed', string>>
  readonly incidents: Readonly<Record<'bomb' | 'twin', string>>
  readonly zone: string
}

type Ask = (what: string, body?: object) => Promise<string>

/** Asks the server as a program of the house, or as a person; gives the id in the answer, if there is one. */
function asker({ url, token }: Running, cookie?: string): Ask {
  const who = cookie === undefined ? { authorization: `Bearer ${token}` } : { cookie, origin: url }
  return async (what, body) => {
    const [method = '', path = ''] = what.split(' ')
    const headers = { 'content-type': 'application/json', 'if-match': '"1"', ...who }
    const answer = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${what}: ${answer.status} ${text}`)
    return /"id":"([^"]+)"/.exec(text)?.[1] ?? ''
  }
}

async function cookieOf({ url }: Running, { name, password }: Person): Promise<string> {
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify({ name, password })
  const answer = await fetch(`${url}/api/session`, { method: 'POST', headers, body })
  return answer.headers.get('set-cookie')?.split(';', 1)[0] ?? ''
}

const gate = [40.7625, 36.4775] as const

function incident(title: string, more: object = {}, at: readonly [number, number] = gate): object {
  const said = { type: 'vehicle-bomb', title, severity: 'severe', source: 'Patrol', place: 'Ghwayran, Hasakah' }
  const properties = { ...said, occurredFrom: new Date().toISOString(), ...more }
  return { type: 'Feature', geometry: { type: 'Point', coordinates: at }, properties }
}

/** A floor in the middle of a bad night: something in every state that an officer may meet. */
export async function setStage(server: Running): Promise<Stage & { readonly strike: () => void }> {
  const house = asker(server)
  await addPerson(server, relief, 'officer')
  const omar = asker(server, await cookieOf(server, watchOfficer))
  const ada = asker(server, await cookieOf(server, administrator))
  const zone = await watched(house)
  const hook = await openBrokenHook()
  const contact = await omar('POST /api/contacts', {
    channel: 'webhook',
    address: hook.url,
    label: 'Pager of the gate',
  })
  await omar(`POST /api/contacts/${contact}/verify`, { code: hook.code() })
  await omar(`PUT /api/subscriptions/${zone}`, {})
  await ada('POST /api/feeds', { ...silentFeed, point: { type: 'Point', coordinates: gate } })
  const incidents = await reported(house)
  await omar('POST /api/shifts', {})
  const alerts = await handled(server, omar)
  await omar('POST /api/log', { text: 'Gate three does not answer', alerts: [alerts.told] })
  await omar('POST /api/handovers', {})
  return { server, alerts, incidents, zone, strike: hook.close }
}

const silentFeed = {
  ...{ name: 'Seismometer of the dam', way: 'push', format: 'georss', url: null, source: 'Dam' },
  ...{ reliability: 'B', required: true, everyMs: 60_000, expectedMs: 1_200, radiusMetres: 90_000, mapping: null },
} as const

async function watched(house: Ask): Promise<string> {
  const geometry = { type: 'Point', coordinates: gate }
  const properties = { name: 'South gate of the prison', visibility: 'public', radiusMetres: 6_000, rings: [12_000] }
  const steps = [
    { afterMinutes: 0.2, tells: [{ kind: 'room' }] },
    { afterMinutes: 45, tells: [{ kind: 'room' }] },
  ]
  const escalationId = await house('POST /api/escalations', { name: 'Nobody came', steps, acknowledgements: 2 })
  const zone = await house('POST /api/zones', { type: 'Feature', geometry, properties })
  await house(`POST /api/zones/${zone}/rules`, { name: 'Anything near the gate', cooldownMinutes: 0, escalationId })
  return zone
}

async function reported(house: Ask): Promise<Stage['incidents']> {
  const told = { severity: 'extreme', casualties: { killed: { low: 2, best: 3, high: 5 } } }
  const bomb = await house('POST /api/incidents', incident('Car bomb at the gate of the prison', told))
  const twin = await house('POST /api/incidents', incident('Blast heard near the prison', { source: 'Hospital' }))
  for (const title of ['Shots at the northern wall', 'Drone over the yard', 'Mortar fire at the depot'])
    await house('POST /api/incidents', incident(title, { type: 'armed-clash' }, [40.77, 36.485]))
  for (let n = 1; n <= 8; n++)
    await house('POST /api/incidents', incident(`Rifle fire, post ${n}`, { type: 'armed-clash', severity: 'minor' }))
  const again = {
    properties: { severity: 'extreme', title: 'Car bomb at the southern gate' },
    reason: 'Seen by a guard',
  }
  await house(`PATCH /api/incidents/${bomb}`, again)
  return { bomb, twin }
}

async function handled(server: Running, omar: Ask): Promise<Stage['alerts']> {
  const told = await alertOf(server, 'Car bomb')
  const shelved = await alertOf(server, 'Shots at the northern wall')
  const cleared = await alertOf(server, 'Drone over the yard')
  const closed = await alertOf(server, 'Rifle fire, post 8')
  await omar(`POST /api/alerts/${told}/acknowledge`, {})
  await omar(`POST /api/alerts/${told}/note`, { note: 'Ambulances are on their way' })
  await omar(`POST /api/alerts/${shelved}/shelve`, { until: new Date(Date.now() + 3_600_000).toISOString() })
  await omar(`POST /api/alerts/${closed}/close`, { disposition: 'false positive', note: 'A tyre had burst' })
  const drone = await incidentOf(server, cleared)
  await asker(server)(`PATCH /api/incidents/${drone}`, { properties: { status: 'refuted' }, reason: 'It was a kite' })
  return { told, shelved, cleared, closed }
}

interface Listed {
  readonly id: string
  readonly incidentTitle: string
  readonly incidentId: string
}

async function alertsOf({ url, token }: Running): Promise<readonly Listed[]> {
  const answer = await fetch(`${url}/api/alerts?limit=200`, { headers: { authorization: `Bearer ${token}` } })
  const { items }: { readonly items: readonly Listed[] } = await answer.json()
  return items
}

async function alertOf(server: Running, title: string): Promise<string> {
  const found = (await alertsOf(server)).find((it) => it.incidentTitle.startsWith(title))
  if (found === undefined) throw new Error(`No alert of "${title}".`)
  return found.id
}

async function incidentOf(server: Running, alert: string): Promise<string> {
  return (await alertsOf(server)).find(({ id }) => id === alert)?.incidentId ?? ''
}
