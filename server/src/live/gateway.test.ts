import { Logger } from '@nestjs/common'
import { startPostgres } from '@cordon/test/postgres'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { anAlert, anIncident, append, aRule, aZone, incidentChange, ownDatabase } from './feed.fixture.js'
import { liveClient, liveNode } from './live.fixture.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
let node: Awaited<ReturnType<typeof liveNode>>
const clients: ReturnType<typeof liveClient>[] = []

beforeAll(async () => {
  Logger.overrideLogger(false)
  own = await ownDatabase(startPostgres)
  node = await liveNode(own.database)
})
afterEach(() => {
  for (const client of clients.splice(0)) client.close()
})
afterAll(async () => {
  await node.close()
  await own.close()
})

async function client(token = 'dana', options: Parameters<typeof liveClient>[2] = {}) {
  const opened = liveClient(node.port, token, options)
  clients.push(opened)
  await opened.opened()
  return opened
}

async function commit(...changes: Parameters<typeof append>[1]): Promise<number> {
  const seq = await append(own.database, changes)
  node.signal.committed()
  return seq
}

const until = (check: () => boolean | Promise<boolean>) => vi.waitUntil(check, { timeout: 15_000, interval: 10 })
const passed = (seq: number) => until(() => node.tail.position >= seq)
const problemOf = (promise: Promise<unknown>) => promise.then(() => null).catch((error: unknown) => error)

it('is closed without a fault where the start failed before it served anybody', async () => {
  await expect(node.newGateway().close()).resolves.toBeUndefined()
})

describe('following from now on', () => {
  it('tells what happens, under both addresses', async () => {
    const one = await client()
    const other = await client('reader', { namespace: '/', path: '/live' })
    await one.follow({})
    const answer = await other.follow({})
    const incident = anIncident()
    const seq = await commit(incidentChange(incident))
    await until(() => one.told.length > 0 && other.told.length > 0)
    expect(answer).toMatchObject({ ok: true, seq: seq - 1 })
    expect(one.told).toEqual(other.told)
    expect(one.told[0]?.[0]).toBe('incident:changed')
    expect(one.told[0]?.[1]).toMatchObject({ seq, incident: { type: 'Feature', id: incident.id, properties: { seq } } })
  })

  it('tells each kind of change by its own name, in order', async () => {
    const one = await client()
    await one.follow({})
    const zone = aZone()
    await commit(
      { kind: 'zone', audience: 'all', body: zone },
      { kind: 'rule', audience: 'all', body: aRule() },
      { kind: 'alert', audience: 'all', body: anAlert() },
    )
    await until(() => one.told.length === 3)
    expect(one.names()).toEqual(['zone:changed', 'rule:changed', 'alert:changed'])
    expect(one.told[0]?.[1]).toMatchObject({ zone: { type: 'Feature', geometry: zone.geometry } })
  })

  it('tells nothing to those who do not follow', async () => {
    const silent = await client()
    const one = await client()
    await one.follow({})
    await commit(incidentChange())
    await until(() => one.told.length === 1)
    expect(silent.told).toEqual([])
  })

  it('ends with the client', async () => {
    const one = await client()
    await one.follow({})
    expect(node.followers.audiences()).toEqual(new Set(['all', 'user:dana']))
    one.close()
    await until(() => node.followers.audiences().size === 0)
  })

  it('tells a private matter to its owner alone', async () => {
    const [dana, omar, program] = await Promise.all([client('dana'), client('omar'), client('reader')])
    await Promise.all([dana.follow({}), omar.follow({}), program.follow({})])
    const hers = await commit({ kind: 'alert', audience: 'user:dana', body: anAlert() })
    const all = await commit(incidentChange())
    await until(() => omar.told.length > 0 && program.told.length > 0 && dana.told.length > 1)
    expect(dana.seqs()).toEqual([hers, all])
    expect(omar.seqs()).toEqual([all])
    expect(program.seqs()).toEqual([all])
  })

  it('turns out whose teams change, before anything that comes after is told to anybody', async () => {
    const known = node.access.known.get('dana')
    if (known?.kind !== 'account') throw new Error('dana is a person.')
    node.access.known.set('dana', { ...known, teams: ['night'] })
    const [dana, omar] = await Promise.all([client('dana'), client('omar')])
    await Promise.all([dana.follow({}), omar.follow({})])
    const theirs = await commit({ kind: 'alert', audience: 'team:night', body: anAlert() })
    await until(() => dana.told.length === 1)
    node.access.known.set('dana', known)
    const last = await commit(
      { kind: 'access', audience: 'user:dana', body: null },
      { kind: 'alert', audience: 'team:night', body: anAlert() },
      incidentChange(),
    )
    await until(() => omar.told.length > 0 && dana.ends.length > 0)
    expect(dana.seqs()).toEqual([theirs])
    expect(omar.names()).toEqual(['incident:changed'])
    expect(omar.seqs()).toEqual([last])
  })
})

describe('following since a position', () => {
  it('tells what was missed and goes on, while others write', async () => {
    const one = await client()
    const since = node.tail.position
    await commit(...Array.from({ length: 700 }, () => incidentChange()))
    const others = { write: true }
    const writer = (async () => {
      while (others.write) await commit(incidentChange(), incidentChange())
    })()
    expect(await one.follow({ since })).toMatchObject({ ok: true, seq: since })
    await until(() => one.seqs().length > 1_000)
    others.write = false
    await writer
    const end = await commit(incidentChange())
    await until(() => one.seqs().at(-1) === end)
    expect(one.seqs()).toEqual(Array.from({ length: end - since }, (_, index) => since + index + 1))
  })

  it('leaves out what others may not see', async () => {
    const since = node.tail.position
    const hers = await commit({ kind: 'alert', audience: 'user:dana', body: anAlert() })
    const all = await commit(incidentChange())
    await passed(all)
    const [dana, omar] = await Promise.all([client('dana'), client('omar')])
    await Promise.all([dana.follow({ since }), omar.follow({ since })])
    await until(() => omar.told.length === 1 && dana.told.length === 2)
    expect(dana.seqs()).toEqual([hers, all])
    expect(omar.seqs()).toEqual([all])
  })

  it('takes a position that this node has not told yet, as a snapshot read from the database has', async () => {
    const one = await client()
    const known = await append(own.database, [incidentChange(), incidentChange()])
    const [answer] = await Promise.all([one.follow({ since: known }), passed(known)])
    const next = await commit(incidentChange())
    await until(() => one.told.length > 0)
    expect(answer).toMatchObject({ ok: true, seq: known })
    expect(one.seqs()).toEqual([next])
  })

  it('asks for a new snapshot when too much was missed, too long ago, or the position is not reached', async () => {
    const one = await client()
    const old = node.tail.position
    await append(own.database, [incidentChange()], new Date('2021-11-08T00:00:00Z'))
    const rows = Array.from({ length: 2_600 }, () => incidentChange())
    await commit(...rows)
    const first = await one.follow({ since: old + 1 })
    expect(first).toMatchObject({ ok: true })
    const end = await commit(...rows)
    await passed(end)
    expect(await one.follow({ since: old })).toMatchObject({
      ok: false,
      code: 'resync',
      detail: 'You missed 5201 changes.',
    })
    expect(await one.follow({ since: end + 1 })).toMatchObject({ ok: false, code: 'resync' })
    await own.database.query({ name: null, text: 'delete from change where seq <= $1', values: [end - 10] })
    expect(await one.follow({ since: end - 11 })).toMatchObject({ ok: false, code: 'resync' })
    expect(one.names().filter((name) => name === 'resync')).toHaveLength(3)
    expect(await one.follow({ since: end - 10 })).toMatchObject({ ok: true })
  })

  it('begins anew when it is asked again, with nothing told twice', async () => {
    const one = await client()
    const since = node.tail.position
    const end = await commit(...Array.from({ length: 20 }, () => incidentChange()))
    await passed(end)
    await one.follow({ since })
    await until(() => one.told.length === 20)
    await one.follow({ since: end, zones: [] })
    await commit({ kind: 'alert', audience: 'all', body: anAlert() })
    const next = await commit(incidentChange())
    await until(() => one.told.length > 20)
    expect(one.seqs().slice(20)).toEqual([next])
  })
})

describe('watching a part', () => {
  it('tells incidents whose disc may lie in the box, and every later revision', async () => {
    const one = await client()
    await one.follow({ bbox: [40, 35, 41, 36] })
    const at = (lon: number, uncertaintyMetres: number, revision = 1) =>
      incidentChange(anIncident({ point: { type: 'Point', coordinates: [lon, 35.5] }, uncertaintyMetres, revision }))
    const inside = await commit(at(40.5, 0))
    await commit(at(41.2, 100))
    const near = await commit(at(41.2, 25_000))
    const moved = await commit(at(50, 100, 2))
    await until(() => one.told.length === 3)
    expect(one.seqs()).toEqual([inside, near, moved])
  })

  it('tells alerts, zones and rules of the zones asked for', async () => {
    const one = await client()
    const zone = aZone()
    await one.follow({ zones: [zone.id] })
    const seq = await commit(
      { kind: 'alert', audience: 'all', body: anAlert({ zoneId: zone.id }) },
      { kind: 'alert', audience: 'all', body: anAlert() },
      { kind: 'rule', audience: 'all', body: aRule() },
      { kind: 'rule', audience: 'all', body: aRule({ zoneId: zone.id }) },
      { kind: 'zone', audience: 'all', body: aZone() },
      { kind: 'zone', audience: 'all', body: zone },
    )
    await until(() => one.told.length === 3)
    expect(one.seqs()).toEqual([seq - 5, seq - 2, seq])
  })

  it('keeps to it for what was missed', async () => {
    const since = node.tail.position
    const zone = aZone()
    const end = await commit(
      { kind: 'zone', audience: 'all', body: zone },
      { kind: 'zone', audience: 'all', body: aZone() },
    )
    await passed(end)
    const one = await client()
    await one.follow({ since, zones: [zone.id] })
    const next = await commit({ kind: 'zone', audience: 'all', body: zone })
    await until(() => one.told.length === 2)
    expect(one.seqs()).toEqual([end - 1, next])
  })
})

describe('bulk imports', () => {
  const history = { kind: 'history', audience: 'all', body: null } as const

  it('ask for a new snapshot at once, then seldom, and once more at the end', async () => {
    const one = await client()
    await one.follow({})
    const began = performance.now()
    await commit(history)
    await until(() => one.told.length === 1)
    for (let n = 0; n < 5; n += 1) await commit(history)
    const end = await commit(history)
    await passed(end)
    expect(one.names()).toEqual(['resync'])
    await until(() => one.told.length === 2)
    expect(performance.now() - began).toBeGreaterThan(1_900)
    expect(one.told[1]?.[1].seq).toBe(end)
    const next = await commit(incidentChange())
    await until(() => one.seqs().at(-1) === next)
  })

  it('are made good to whoever missed them', async () => {
    const since = node.tail.position
    const early = await client()
    await early.follow({})
    const end = await commit(incidentChange(), history, incidentChange())
    // From then on nobody is asked because of what the others were told.
    await until(() => early.told.some(([name, { seq }]) => name === 'resync' && seq >= end - 1))
    await passed(end)
    const [one, other] = await Promise.all([client(), client()])
    await one.follow({ since })
    await until(() => one.told.length === 3)
    expect(one.names()).toEqual(['incident:changed', 'incident:changed', 'resync'])
    await other.follow({ since: end - 1 })
    await until(() => other.told.length === 1)
    expect(other.names()).toEqual(['incident:changed'])
  })
})

describe('the door', () => {
  it('lets nobody in without a right to read', async () => {
    expect(await problemOf(client('nobody'))).toMatchObject({ data: { code: 'not-signed-in', status: 401 } })
    expect(await problemOf(client('feeder'))).toMatchObject({ data: { code: 'not-allowed', status: 403 } })
  })

  it('turns out whose access has ended or changed, and nobody else', async () => {
    const [dana, omar] = await Promise.all([client('dana'), client('omar')])
    const known = node.access.known.get('dana')
    node.access.known.delete('dana')
    node.access.announce({ of: 'account', id: 'dana', exceptSession: null })
    await until(() => dana.ends.length === 1)
    expect(dana.names()).toEqual(['resync'])
    expect(dana.ends).toEqual(['io server disconnect'])
    if (known !== undefined) node.access.known.set('dana', known)
    expect(omar.socket.connected).toBe(true)
  })

  it('finds at its round whose role has changed elsewhere', async () => {
    const omar = await client('omar')
    await node.door.checkAll()
    expect(omar.socket.connected).toBe(true)
    const known = node.access.known.get('omar')
    if (known?.kind !== 'account') throw new Error('omar is an account')
    node.access.known.set('omar', { ...known, role: 'viewer', permissions: ['read'] })
    await node.door.checkAll()
    await until(() => !omar.socket.connected)
    node.access.known.set('omar', known)
  })

  it('keeps one person or program from taking every socket', async () => {
    const open = await Promise.all(Array.from({ length: 500 }, () => client('reader')))
    expect(await problemOf(client('reader'))).toMatchObject({ data: { code: 'too-many' } })
    expect((await client('dana')).socket.connected).toBe(true)
    open[0]?.close()
    await until(() => problemOf(client('reader')).then((problem) => problem === null))
  })
})

describe('bad input', () => {
  it('is answered with what was expected', async () => {
    const one = await client()
    const said = async (request: object) => JSON.stringify(await one.follow(request))
    expect(await said({ since: 'x' })).toContain('since')
    expect(await said({ bbox: [1, 2, 3] })).toContain('bbox')
    expect(await said({ bbox: [0, 10, 1, 5] })).toContain('Expected south to be at most north; got 10 and 5')
    expect(await said({ bbox: [0, 10, 181, 20] })).toContain('degrees')
    expect(await said({ elsewhere: true })).toContain('invalid-input')
  })

  it('is answered by an event where no answer was asked for', async () => {
    const one = await client()
    one.socket.emit('follow', { since: node.tail.position + 1_000_000 })
    await until(() => one.names().includes('resync'))
  })

  it('costs the connection when it is large', async () => {
    const one = await client()
    one.socket.emit('follow', { zones: ['x'.repeat(70_000)] })
    await until(() => one.ends.length === 1)
  })

  it('is refused when it comes too often', async () => {
    const one = await client()
    const answers = await Promise.all(Array.from({ length: 12 }, () => one.follow({})))
    expect(answers.filter(({ ok }) => ok)).toHaveLength(10)
    expect(answers.at(-1)).toMatchObject({ ok: false, code: 'not-allowed' })
  })
})

describe('signs of life', () => {
  it('say how far the stream is', async () => {
    const one = await client()
    await one.follow({})
    node.gateway.pulse()
    await until(() => one.told.length > 0)
    expect(one.told[0]).toMatchObject(['pulse', { seq: node.tail.position }])
  })

  it('stop while the feed cannot be read', async () => {
    const one = await client()
    await one.follow({})
    vi.spyOn(node.tail, 'secondsBehind', 'get').mockReturnValueOnce(6)
    node.gateway.pulse()
    const seq = await commit(incidentChange())
    await until(() => one.seqs().at(-1) === seq)
    expect(one.names()).toEqual(['incident:changed'])
  })
})

describe('stopping', () => {
  it('lets go of the clients so that they come back by themselves', async () => {
    const second = await liveNode(own.database)
    const one = liveClient(second.port, 'dana')
    await one.opened()
    await second.close()
    await until(() => one.ends.length === 1)
    expect(one.ends).toEqual(['transport close'])
  })
})
