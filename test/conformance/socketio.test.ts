import { execFileSync, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ownServer, type OwnServer } from '../access/own-server.js'
import { skipUnless } from '../kit/skip.js'

const python = findPython()
const missing = 'no python3 with socketio and websocket: install python3-socketio and python3-websocket'

/** Somebody else's client, as its own documentation writes it: prints a line of JSON for each thing that it is told. */
const program = `
import json, sys, socketio
url, path, namespace, token, since = sys.argv[1:]
client = socketio.Client(reconnection=False)
def say(what, value):
    print(json.dumps([what, value]), flush=True)
for event in ['incident:changed', 'alert:changed', 'zone:changed', 'rule:changed', 'facility:changed', 'resync']:
    client.on(event, lambda value, event=event: say(event, value), namespace=namespace)
client.on('connect_error', lambda why: say('refused', why), namespace=namespace)
try:
    client.connect(url, auth={'token': token}, transports=['websocket'], namespaces=[namespace], socketio_path=path)
except socketio.exceptions.ConnectionError:
    sys.exit(0)
say('answer', client.call('follow', {'since': int(since)}, namespace=namespace))
client.wait()
`

/** The first Python that has the library; a version manager may stand before the system's own. */
function findPython(): string | null {
  const has = (command: string) => {
    try {
      execFileSync(command, ['-c', 'import socketio, websocket'], { stdio: 'ignore' })
      return true
    } catch {
      return false
    }
  }
  return ['python3', '/usr/bin/python3'].find(has) ?? null
}

interface Place {
  readonly path: string
  readonly namespace: string
}

const ends: (() => void)[] = []

function follow({ url, token }: Pick<OwnServer, 'url' | 'token'>, { path, namespace }: Place) {
  const child = spawn(python ?? 'python3', ['-c', program, url, path, namespace, token, '0'])
  ends.push(() => child.kill())
  const told: (readonly [string, unknown])[] = []
  const waiting: (() => void)[] = []
  const note = () => waiting.splice(0).forEach((resume) => resume())
  createInterface({ input: child.stdout }).on('line', (line) => {
    const said: unknown = JSON.parse(line)
    if (Array.isArray(said)) told.push([String(said[0]), said[1]])
    note()
  })
  let complaint = ''
  child.stderr.on('data', (text) => (complaint += String(text)))
  child.on('close', note)
  /** What it was told by that name, as soon as there is any. */
  const hear = async (name: string): Promise<unknown> => {
    for (;;) {
      const found = told.find(([what]) => what === name)
      if (found !== undefined) return found[1]
      if (child.exitCode !== null) throw new Error(`Python ended: ${complaint}`)
      await new Promise<void>((resume) => waiting.push(resume))
    }
  }
  return { hear, told }
}

describe('python3-socketio follows the live stream with a token', () => {
  let server: OwnServer
  beforeAll(async () => {
    server = await ownServer()
  })
  beforeEach((context) => skipUnless(context, python !== null, missing))
  afterAll(async () => {
    for (const end of ends) end()
    await server.close()
  })

  it.each([
    { path: 'socket.io', namespace: '/live' },
    { path: 'live', namespace: '/' },
  ])('as path $path and namespace $namespace', async (place) => {
    const { hear, told } = follow(server, place)
    expect(await hear('answer')).toMatchObject({ ok: true, seq: 0 })
    const stored = await report(server, `by ${place.path}`)
    for (;;) {
      const changed = await hear('incident:changed')
      if (JSON.stringify(changed).includes(`by ${place.path}`)) {
        expect(changed).toEqual({ seq: stored.properties.seq, incident: stored })
        return
      }
      told.splice(0)
    }
  })

  it('not with a wrong one', async () => {
    const { hear } = follow({ url: server.url, token: 'cordon_wrong' }, { path: 'socket.io', namespace: '/live' })
    expect(await hear('refused')).toMatchObject({ data: { code: 'not-signed-in' } })
  })
})

async function report({ url, token }: OwnServer, title: string): Promise<{ properties: { seq: number } }> {
  const properties = { type: 'ambush', title, occurredFrom: '2021-11-08T20:00:00Z' }
  const answer = await fetch(`${url}/api/incidents`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'Feature', geometry: { type: 'Point', coordinates: [40.43, 35.15] }, properties }),
  })
  return answer.json().then((it: { properties: { seq: number } }) => it)
}
