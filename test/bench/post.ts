import { Pool } from 'undici'
import type { Chance } from '../kit/chance.js'
import { rateOf, timed, type Times } from './measure.js'
import type { Running } from '../kit/process.js'
import { incidentAt, randomPlace } from './world.js'

/** Somebody who posts incidents to one server over kept connections. */
export interface Poster {
  /** Posts a second from several connections. */
  rate(seconds: number, connections: number): Promise<number>
  /** One at a time. */
  alone(seconds: number): Promise<Times>
  post(body: object, path?: string): Promise<unknown>
  /** Sends a text of another type than JSON. */
  raw(path: string, body: string, type: string): Promise<unknown>
  close(): Promise<void>
}

/** Posts to Cordon, or to a naive contender. */
export function poster(server: Running, path: string, chance: Chance): Poster {
  const pool = new Pool(server.url, { connections: 64, pipelining: 1 })
  const sent = async (to: string, body: string, type: string) => {
    const headers = { 'content-type': type, authorization: `Bearer ${server.token}` }
    const answer = await pool.request({ path: to, method: 'POST', headers, body })
    const text = await answer.body.text()
    if (answer.statusCode >= 300) throw new Error(`${to} answered ${answer.statusCode}: ${text.slice(0, 300)}`)
    return text
  }
  const raw = async (to: string, body: string, type: string) => {
    const value: unknown = JSON.parse(await sent(to, body, type))
    return value
  }
  const post = (body: object, to = path) => raw(to, JSON.stringify(body), 'application/json')
  const one = () => sent(path, JSON.stringify(incidentAt(randomPlace(chance))), 'application/json')
  return {
    post,
    raw,
    rate: (seconds, connections) => rateOf(seconds, connections, () => one().then(() => 1)),
    alone: (seconds) => timed(seconds, one),
    close: () => pool.close(),
  }
}
