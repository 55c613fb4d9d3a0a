import type { AlertEvent, Delivery } from '@cordon/alerts'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Running } from '../kit/process.js'
import { ask } from '../kit/ask.js'
import { away, doomed } from './doomed.js'

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

/** Six seconds. */
const soon = 0.1

/** An alert whose escalation has two steps; gives its id. */
async function raise(server: Running): Promise<string> {
  const room = [{ kind: 'room' }]
  const steps = [soon, soon].map((afterMinutes) => ({ afterMinutes, tells: room }))
  const { id: escalationId } = await ask<{ id: string }>(server, 'POST /api/escalations', { name: 'Night', steps })
  const point = { type: 'Point', coordinates: [40.7625, 36.4775] }
  const zone = { type: 'Feature', geometry: point, properties: { name: 'Prison', radiusMetres: 5_000 } }
  const { id } = await ask<{ id: string }>(server, 'POST /api/zones', zone)
  await ask(server, `POST /api/zones/${id}/rules`, { name: 'Any', escalationId })
  const said = { type: 'ambush', title: 'Shots', occurredFrom: new Date().toISOString(), uncertaintyMetres: 100 }
  await ask(server, 'POST /api/incidents', { type: 'Feature', geometry: point, properties: said })
  const { items } = await ask<{ items: readonly { id: string }[] }>(server, 'GET /api/alerts')
  return items[0]?.id ?? ''
}

interface Story {
  readonly events: readonly AlertEvent[]
  readonly deliveries: readonly Delivery[]
}

describe.each([
  ['PostgreSQL', true],
  ['the embedded database', false],
])('a server that is killed while it calls somebody, on %s', (_, withPostgres) => {
  it('takes each step exactly once after it is started again', async (context) => {
    const { begin } = await doomed(context, { withPostgres, stops })

    const first = await begin('escalate.begun:1')
    const alert = await raise(first)
    await away(first)
    const second = await begin('escalate.committed:1')
    await away(second)
    const last = await begin(null)
    const story = () => ask<Story>(last, `GET /api/alerts/${alert}`)
    const steps = async () => (await story()).events.filter(({ what }) => what === 'escalated')
    await vi.waitUntil(async () => (await steps()).length >= 2, { timeout: 30_000, interval: 200 })
    const { deliveries } = await story()
    expect((await steps()).map(({ detail }) => detail)).toEqual(['1: room', '2: room'])
    expect(deliveries.map(({ alertRevision }) => alertRevision).toSorted()).toEqual([1, 2, 3])
  })
})
