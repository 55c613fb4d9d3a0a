import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import type { Mailbox } from '../kit/mailbox.js'
import type { Running } from '../kit/process.js'
import { quantile } from './measure.js'
import type { Poster } from './post.js'
import { incidentAt } from './world.js'

/** One host that takes webhooks, until it hangs: then it takes connections and never answers. */
class Hook {
  /** Milliseconds from when an alert rose until it was here. */
  readonly lateMs: number[] = []
  hangs = false
  url = ''
  private readonly server: Server = createServer((request, response) => {
    let body = ''
    request.on('data', (piece) => (body += String(piece)))
    request.on('end', () => {
      const raisedAt = /"raisedAt":"([^"]+)"/.exec(body)?.[1]
      if (raisedAt !== undefined) this.lateMs.push(Date.now() - Date.parse(raisedAt))
      const challenge = /"challenge":"([^"]+)"/.exec(body)?.[1]
      if (!this.hangs) response.writeHead(200).end(JSON.stringify({ challenge }))
    })
  })

  async open(): Promise<this> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening')
    const address = this.server.address()
    this.url = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`
    return this
  }

  close(): void {
    this.server.closeAllConnections()
    this.server.close()
  }
}

interface House {
  readonly server: Running
  readonly poster: Poster
}

/** People who are told of one zone each by an address of their own. */
export interface Audience {
  readonly hooks: readonly Hook[]
  readonly mailbox: Mailbox
  /** Posts so many incidents, of which one after another tells all hooks, or the mailbox. */
  readonly attack: (whom: 'hooks' | 'mailbox', count: number) => Promise<void>
  readonly close: () => Promise<void>
}

const places = { hooks: [38, 35], mailbox: [42, 35] } as const

/** Ten people with a webhook, and one with a mailbox. */
export async function audience({ server, poster }: House, mailbox: Mailbox): Promise<Audience> {
  const zones = { hooks: await zoneAt(poster, places.hooks), mailbox: await zoneAt(poster, places.mailbox) }
  const hooks = await Promise.all(Array.from({ length: 10 }, () => new Hook().open()))
  for (const [n, { url }] of hooks.entries()) {
    const own = await person(server, poster, `hook-${n}`)
    await own('POST /api/contacts', { channel: 'webhook', address: url })
    await own(`PUT /api/subscriptions/${zones.hooks}`, {})
  }
  const reader = await person(server, poster, 'reader')
  const id = idIn(await reader('POST /api/contacts', { channel: 'email', address: 'reader@example.org' }))
  await reader(`POST /api/contacts/${id}/verify`, { code: /in there: (\d{6})/.exec(mailbox.mails[0]?.raw ?? '')?.[1] })
  await reader(`PUT /api/subscriptions/${zones.mailbox}`, {})
  mailbox.mails.length = 0
  return {
    ...{ hooks, mailbox },
    attack: async (whom, count) => {
      for (let done = 0; done < count; done += 1_000) {
        const features = Array.from({ length: Math.min(1_000, count - done) }, () => incidentAt(places[whom]))
        await poster.post({ type: 'FeatureCollection', features })
      }
    },
    close: async () => {
      for (const hook of hooks) hook.close()
      await mailbox.close()
    },
  }
}

async function zoneAt(poster: Poster, coordinates: readonly number[]): Promise<string> {
  const geometry = { type: 'Point', coordinates }
  const properties = { name: `At ${coordinates.join()}`, visibility: 'public', radiusMetres: 20_000 }
  const id = idIn(await poster.post({ type: 'Feature', geometry, properties }, '/api/zones'))
  await poster.post({ name: 'Anything', certainty: 'possible', cooldownMinutes: 0 }, `/api/zones/${id}/rules`)
  return id
}

type Ask = (what: string, body: object) => Promise<unknown>

/** Signs somebody in, who asks for what is their own. */
async function person({ url }: Running, poster: Poster, name: string): Promise<Ask> {
  const password = 'a-long-bench-password'
  await poster.post({ name, password, role: 'officer' }, '/api/accounts')
  let cookie = ''
  const ask: Ask = async (what, body) => {
    const [method = '', path = ''] = what.split(' ')
    const headers = { 'content-type': 'application/json', origin: url, cookie }
    const answer = await fetch(url + path, { method, headers, body: JSON.stringify(body) })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${what}: ${answer.status} ${text.slice(0, 300)}`)
    cookie = answer.headers.get('set-cookie')?.split(';', 1)[0] ?? cookie
    const told: unknown = text === '' ? null : JSON.parse(text)
    return told
  }
  await ask('POST /api/session', { name, password })
  return ask
}

function idIn(told: unknown): string {
  const of = typeof told === 'object' && told !== null && 'contact' in told ? told.contact : told
  if (typeof of === 'object' && of !== null && 'id' in of) return String(of.id)
  throw new Error(`It has no id: ${JSON.stringify(told)}`)
}

/** Waits until so many have come to hooks; what was lost would be waited for in vain. */
async function untilHeard(hooks: readonly Hook[], wanted: number): Promise<void> {
  const until = performance.now() + 90_000
  while (heard(hooks) < wanted) {
    if (performance.now() > until) throw new Error(`Of ${wanted} messages ${heard(hooks)} have come.`)
    await wait(5)
  }
}

const heard = (hooks: readonly Hook[]) => hooks.reduce((sum, { lateMs }) => sum + lateMs.length, 0)

/** How many webhooks a second are told of what is due to ten addresses. */
export async function deliveryRate({ hooks, attack }: Audience, alerts: number): Promise<number> {
  const [before, wanted] = [heard(hooks), alerts * hooks.length]
  const began = performance.now()
  await attack('hooks', alerts)
  await untilHeard(hooks, before + wanted)
  return (wanted / (performance.now() - began)) * 1000
}

/** The 99th percentile of how late nine of ten webhooks are told, at so many alerts a second, the tenth being well or not. */
export async function lateness({ hooks, attack }: Audience, { seconds, hangs }: { seconds: number; hangs: boolean }) {
  const [tenth, ...nine] = hooks
  if (tenth !== undefined) tenth.hangs = hangs
  for (const hook of hooks) hook.lateMs.length = 0
  for (let n = 0; n < seconds * 10; n += 1) await Promise.all([attack('hooks', 5), wait(100)])
  await untilHeard(nine, seconds * 50 * nine.length)
  return quantile(
    nine.flatMap(({ lateMs }) => lateMs),
    0.99,
  )
}

/** How many mails somebody gets within so many seconds of a flood, and of how many alerts they tell. */
export async function floodOfMail({ mailbox, attack }: Audience, alerts: number, seconds: number) {
  const until = performance.now() + seconds * 1000
  await attack('mailbox', alerts)
  await wait(Math.max(0, until - performance.now()))
  const told = mailbox.mails.reduce((sum, { raw }) => sum + Number(/(\d+) messages at once/.exec(raw)?.[1] ?? 1), 0)
  return { mails: mailbox.mails.length, told }
}
