import { openDatabase, type Database } from '@cordon/db'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ask } from '../kit/ask.js'
import { away, doomed } from './doomed.js'

const stops: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

const name = 'Zebulon'

describe.each([
  ['PostgreSQL', true],
  ['the embedded database', false],
])('a server that is killed while it forgets somebody, on %s', (_, withPostgres) => {
  it('has forgotten nothing, or all, and looks once more at the next start', async (context) => {
    const { folder, url, begin } = await doomed(context, { withPostgres, stops })
    /** What a look finds while no server runs; the lock of a killed one is let go of a little later. */
    const looking = async <T>(look: (query: Query) => Promise<T>) => {
      const opened = () => openDatabase({ folder, url })
      const database = await vi.waitFor(opened, { timeout: 30_000, interval: 200 })
      const done = await look((text) => database.query<Found>({ name: null, text, values: [] }))
      await database.close()
      return done
    }

    const first = await begin(null)
    const account = { name, password: 'correct horse battery', role: 'supervisor' }
    const { id } = await ask<{ id: string }>(first, 'POST /api/accounts', account)
    await ask(first, 'POST /api/log', { text: 'A quiet night' })
    await first.stop()
    await looking((query) => query(`update account set disabled = true where id = '${id}'`))
    await looking((query) => query(named(`jsonb_set(body, '{by}', '"${name}"')`)))
    for (const point of ['begun', 'committed']) {
      const server = await begin(`forget.${point}:1`)
      await ask(server, `POST /api/accounts/${id}/forget`, { name, reason: 'Left' }).catch(() => null)
      await away(server)
      const found = await looking((query) => query(`select name, (${writers}) as by from account where id = '${id}'`))
      const is = point === 'begun' ? name : 'Former member 1'
      expect(found).toEqual([{ name: is, by: is }])
    }
    // Something that was stored between the two looks, and a minute that is over.
    await looking((query) => query(named(`jsonb_set(body, '{by}', '"${name}"')`)))
    await looking((query) => query(`update forgotten set at = at - interval '2 minutes'`))
    const last = await begin(null)
    const log = async () => JSON.stringify(await ask(last, 'GET /api/log'))
    await vi.waitUntil(async () => !(await log()).includes(name), { timeout: 30_000, interval: 200 })
    expect(await log()).toContain('Former member 1')
    await last.stop()
    expect(await looking((query) => query('select late from forgotten'))).toEqual([{ late: null }])
  }, 240_000)
})

interface Found {
  readonly name?: string
  readonly by?: string
  readonly late?: object | null
}
type Query = (text: string) => ReturnType<Database['query']>
const writers = `select min(body->>'by') from log_entry`
const named = (body: string) => `update log_entry set body = ${body}`
