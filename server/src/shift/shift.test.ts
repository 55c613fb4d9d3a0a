import { startPostgres } from '@cordon/test/postgres'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { localToken, ownServer, type OwnServer } from '../platform/server.fixture.js'

const idOf = z.object({ id: z.string() })
const told = z.object({
  id: z.string(),
  state: z.string(),
  remarks: z.string(),
  to: z.object({ name: z.string() }).nullable(),
  content: z.object({
    seq: z.number(),
    owned: z.array(z.object({ id: z.string(), incidentTitle: z.string() })),
    unowned: z.array(idOf),
    notes: z.array(z.object({ text: z.string() })),
    incidents: z.array(z.object({ title: z.string() })),
  }),
})
type Told = z.output<typeof told>
const alertShape = z.object({
  id: z.string(),
  state: z.string(),
  ownerName: z.string().nullable(),
  seq: z.number(),
})
const point = { type: 'Point', coordinates: [40.43, 35.15] }

let server: OwnServer
let admin = ''

beforeAll(async () => {
  server = await ownServer(startPostgres)
  admin = await localToken(server.folder)
  const zone = await must(
    '/api/zones',
    { type: 'Feature', geometry: point, properties: { name: 'Z', radiusMetres: 5_000 } },
    admin,
  )
  await must(`/api/zones/${idOf.parse(zone).id}/rules`, { name: 'Any' }, admin)
})
afterAll(() => server.close())

const send = (path: string, body: object, as: string) => server.send('POST', path, { as, body })
async function must(path: string, body: object, as: string): Promise<unknown> {
  const answer = await send(path, body, as)
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

interface Officer {
  readonly name: string
  readonly as: string
}

/** An officer of this one test. */
async function officer(name: string): Promise<Officer> {
  const own = `${name} ${randomUUID().slice(0, 8)}`
  await must('/api/accounts', { name: own, password: 'correct horse', role: 'officer' }, admin)
  return { name: own, as: await server.enter(own, 'correct horse') }
}

/** An alert that somebody has acknowledged; gives its id. */
async function owned({ as }: Officer, severity: string): Promise<string> {
  const said = { type: 'ambush', title: `Ambush ${randomUUID()}`, severity, uncertaintyMetres: 100 }
  const properties = { ...said, occurredFrom: new Date().toISOString() }
  const incident = idOf.parse(await must('/api/incidents', { type: 'Feature', geometry: point, properties }, admin)).id
  const answer = await server.send('GET', `/api/incidents/${incident}/alerts`, { as })
  const { items } = z.object({ items: z.array(idOf) }).parse(await answer.json())
  const id = items[0]?.id ?? ''
  await must(`/api/alerts/${id}/acknowledge`, {}, as)
  return id
}

async function alert(id: string) {
  const answer = await server.send('GET', `/api/alerts/${id}`, { as: admin })
  return z.object({ alert: alertShape }).parse(await answer.json()).alert
}

async function begun({ as }: Officer): Promise<Told> {
  await must('/api/shifts', {}, as)
  return told.parse(await must('/api/handovers', {}, as))
}

async function onWatch(): Promise<readonly string[]> {
  const answer = await server.send('GET', '/api/shifts?on=true&limit=1000', { as: admin })
  const page = z.object({ items: z.array(z.object({ officer: z.object({ name: z.string() }) })) })
  return page.parse(await answer.json()).items.map((it) => it.officer.name)
}

async function automatic(): Promise<readonly string[]> {
  const answer = await server.send('GET', '/api/log?kind=automatic&limit=3', { as: admin })
  const page = z.object({ items: z.array(z.object({ entry: z.object({ text: z.string() }) })) })
  return page.parse(await answer.json()).items.map((it) => it.entry.text)
}

describe('a watch', () => {
  it('is taken once at a time, relieves somebody by name, and stands in the log', async () => {
    const [dana, omar] = [await officer('dana'), await officer('omar')]
    await must('/api/shifts', {}, dana.as)
    expect((await send('/api/shifts', {}, dana.as)).status).toBe(409)
    await must('/api/shifts', { relieves: dana.name }, omar.as)
    expect(await onWatch()).toContain(omar.name)
    expect(await onWatch()).not.toContain(dana.name)
    expect(await automatic()).toContain(`${omar.name} took the watch, relieving ${dana.name}`)
    const nobody = await send('/api/shifts', { relieves: 'nobody of this name' }, dana.as)
    expect(await nobody.json()).toMatchObject({ code: 'invalid-input', errors: [{ path: 'relieves' }] })
  })

  it('is left plainly by whoever owns nothing that is open', async () => {
    const dana = await officer('dana')
    const { id } = idOf.parse(await must('/api/shifts', {}, dana.as))
    const alertId = await owned(dana, 'minor')
    const kept = await send(`/api/shifts/${id}/end`, {}, dana.as)
    expect(await kept.json()).toMatchObject({ code: 'wrong-state', detail: expect.stringContaining('1 open alert') })
    await must(`/api/alerts/${alertId}/close`, { disposition: 'no impact' }, dana.as)
    expect((await send(`/api/shifts/${id}/end`, {}, (await officer('omar')).as)).status).toBe(403)
    await must(`/api/shifts/${id}/end`, {}, dana.as)
    expect(await onWatch()).not.toContain(dana.name)
  })
})

describe('a handover', () => {
  it('is refused while an urgent alert has no note, then signed by both, and passes every alert on', async () => {
    const [dana, omar] = [await officer('dana'), await officer('omar')]
    const draft = await begun(dana)
    const [urgent, plain] = [await owned(dana, 'extreme'), await owned(dana, 'minor')]
    const refused = await send(`/api/handovers/${draft.id}/sign`, {}, dana.as)
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ code: 'notes-missing', errors: [{ path: `alerts.${urgent}` }] })
    await must('/api/log', { text: 'Patrol sent to the gate', alerts: [urgent] }, dana.as)
    const patched = await server.send('PATCH', `/api/handovers/${draft.id}`, {
      as: dana.as,
      body: { remarks: 'Quiet' },
    })
    expect(patched.status).toBe(200)
    const signed = told.parse(await must(`/api/handovers/${draft.id}/sign`, {}, dana.as))
    expect(signed).toMatchObject({ state: 'signed', remarks: 'Quiet', to: null })
    expect(signed.content.owned.map(({ id }) => id).toSorted()).toEqual([urgent, plain].toSorted())
    expect(signed.content.notes.map(({ text }) => text)).toContain('Patrol sent to the gate')
    expect((await send(`/api/handovers/${draft.id}/countersign`, {}, dana.as)).status).toBe(403)
    expect((await alert(urgent)).ownerName).toBe(dana.name)

    const done = told.parse(await must(`/api/handovers/${draft.id}/countersign`, {}, omar.as))
    expect(done).toMatchObject({ state: 'done', to: { name: omar.name } })
    expect(done.content).toEqual(signed.content)
    for (const id of [urgent, plain])
      expect(await alert(id)).toMatchObject({ ownerName: omar.name, state: 'acknowledged' })
    expect(await onWatch()).toContain(omar.name)
    expect(await onWatch()).not.toContain(dana.name)
    expect(await automatic()).toContain(`${omar.name} signed the handover of ${dana.name} and took over`)
  })

  it('returns alerts to new and to nobody where the outgoing officer says so', async () => {
    const [dana, omar] = [await officer('dana'), await officer('omar')]
    const draft = await begun(dana)
    const [back, on] = [await owned(dana, 'minor'), await owned(dana, 'minor')]
    await server.send('PATCH', `/api/handovers/${draft.id}`, { as: dana.as, body: { returns: [back] } })
    await must(`/api/handovers/${draft.id}/sign`, {}, dana.as)
    await must(`/api/handovers/${draft.id}/countersign`, {}, omar.as)
    expect(await alert(back)).toMatchObject({ state: 'new', ownerName: null })
    expect(await alert(on)).toMatchObject({ state: 'acknowledged', ownerName: omar.name })
  })

  it('passes on what came after it was signed, and asks for a note of that too', async () => {
    const [dana, omar] = [await officer('dana'), await officer('omar')]
    const draft = await begun(dana)
    await must(`/api/handovers/${draft.id}/sign`, {}, dana.as)
    const late = await owned(dana, 'extreme')
    const refused = await send(`/api/handovers/${draft.id}/countersign`, {}, omar.as)
    expect(await refused.json()).toMatchObject({ code: 'notes-missing' })
    expect((await alert(late)).ownerName).toBe(dana.name)
    await must(`/api/alerts/${late}/note`, { note: 'Called them' }, dana.as)
    await must(`/api/handovers/${draft.id}/countersign`, {}, omar.as)
    expect((await alert(late)).ownerName).toBe(omar.name)
  })

  it('is taken over by one of two who sign at once; the other is told by whom', async () => {
    const [dana, omar, rana] = [await officer('dana'), await officer('omar'), await officer('rana')]
    const draft = await begun(dana)
    const id = await owned(dana, 'minor')
    await must(`/api/handovers/${draft.id}/sign`, {}, dana.as)
    const answers = await Promise.all(
      [omar, rana].map(({ as }) => send(`/api/handovers/${draft.id}/countersign`, {}, as)),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    const winner = answers[0]?.status === 200 ? omar : rana
    const lost: unknown = await answers.find(({ status }) => status === 409)?.json()
    expect(lost).toMatchObject({ code: 'wrong-state', detail: expect.stringContaining(`${winner.name} took over`) })
    expect((await alert(id)).ownerName).toBe(winner.name)
  })

  it('is withdrawn by the outgoing officer, and then taken over by nobody', async () => {
    const [dana, omar] = [await officer('dana'), await officer('omar')]
    const draft = await begun(dana)
    await must(`/api/handovers/${draft.id}/sign`, {}, dana.as)
    expect((await send(`/api/handovers/${draft.id}/withdraw`, {}, omar.as)).status).toBe(403)
    await must(`/api/handovers/${draft.id}/withdraw`, {}, dana.as)
    expect((await send(`/api/handovers/${draft.id}/countersign`, {}, omar.as)).status).toBe(409)
    expect(await onWatch()).toContain(dana.name)
    await must('/api/handovers', {}, dana.as)
  })

  it('is begun by somebody on watch, once, and signed as it was read', async () => {
    const dana = await officer('dana')
    expect((await send('/api/handovers', {}, dana.as)).status).toBe(409)
    const draft = await begun(dana)
    expect((await send('/api/handovers', {}, dana.as)).status).toBe(409)
    const edit = (ifMatch: string) =>
      server.send('PATCH', `/api/handovers/${draft.id}`, {
        ...{ as: dana.as, body: { remarks: ifMatch }, headers: { 'if-match': ifMatch } },
      })
    expect((await edit('"1"')).status).toBe(200)
    expect((await edit('"1"')).status).toBe(412)
  })

  it('tells nobody of a private zone, whose alerts stay with their owner', async () => {
    const [dana, omar] = [await officer('dana'), await officer('omar')]
    const properties = { name: 'Own', visibility: 'private', radiusMetres: 5_000 }
    const zone = idOf.parse(await must('/api/zones', { type: 'Feature', geometry: point, properties }, dana.as)).id
    await must(`/api/zones/${zone}/rules`, { name: 'Own' }, dana.as)
    const draft = await begun(dana)
    await owned(dana, 'minor')
    const answer = await server.send('GET', `/api/alerts?zone=${zone}`, { as: dana.as })
    const [own] = z.object({ items: z.array(idOf) }).parse(await answer.json()).items
    await send(`/api/alerts/${own?.id}/acknowledge`, {}, dana.as)
    await must('/api/log', { text: 'Of my own zone', alerts: [own?.id] }, dana.as)
    const signed = told.parse(await must(`/api/handovers/${draft.id}/sign`, {}, dana.as))
    expect(JSON.stringify(signed)).not.toContain(own?.id)
    expect(JSON.stringify(signed)).not.toContain('Of my own zone')
    await must(`/api/handovers/${draft.id}/countersign`, {}, omar.as)
    const after = await server.send('GET', `/api/alerts/${own?.id}`, { as: dana.as })
    expect(await after.json()).toMatchObject({ alert: { ownerName: dana.name } })
  })
})
