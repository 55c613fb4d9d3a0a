import { io } from 'socket.io-client'
import { setTimeout as pause } from 'node:timers/promises'
import type { Chance } from '../kit/chance.js'
import { timesOf, type Times } from './measure.js'
import type { Poster } from './post.js'
import type { Running } from '../kit/process.js'
import { incidentAt, randomPlace } from './world.js'

/** From the POST of one client to the event in another client's socket, at a steady pace. */
export async function postToScreen(
  server: Running,
  { poster, chance }: { readonly poster: Poster; readonly chance: Chance },
  { seconds, perSecond }: { readonly seconds: number; readonly perSecond: number },
): Promise<Times> {
  const socket = io(`${server.url}/live`, { transports: ['websocket'], auth: { token: server.token } })
  const began = new Map<string, number>()
  const samples: number[] = []
  socket.on('incident:changed', ({ incident }: { incident: { properties: { externalId: string | null } } }) => {
    const at = began.get(incident.properties.externalId ?? '')
    if (at !== undefined) samples.push(performance.now() - at)
  })
  try {
    await socket.emitWithAck('follow', {})
    const total = seconds * perSecond
    const start = performance.now()
    for (let n = 0; n < total; n += 1) {
      await pause(Math.max(0, start + (n * 1000) / perSecond - performance.now()))
      const key = `screen-${n}`
      began.set(key, performance.now())
      void poster.post(incidentAt(randomPlace(chance), key))
    }
    await arrived(() => samples.length === total)
    return timesOf(samples.slice(perSecond))
  } finally {
    socket.disconnect()
  }
}

async function arrived(all: () => boolean): Promise<void> {
  for (const end = performance.now() + 10_000; !all() && performance.now() < end;) await pause(20)
  if (!all()) throw new Error('Events are missing 10 s after the last post.')
}
