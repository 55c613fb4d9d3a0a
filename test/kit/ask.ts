import type { Running } from './process.js'

/** Asks a server as a program that may do anything; throws what it refused. */
export async function ask<T>({ url, token }: Running, what: string, body?: object): Promise<T> {
  const [method = '', path = ''] = what.split(' ')
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const answer = await fetch(url + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
  const told: T = await answer.json()
  if (!answer.ok) throw new Error(`${what}: ${answer.status} ${JSON.stringify(told)}`)
  return told
}
