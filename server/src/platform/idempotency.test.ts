import { startPostgres } from '@cordon/test/postgres'
import { claimKey, keyUse, type Database, type KeyUse } from '@cordon/db'
import { AsyncResource } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ownDatabase } from '../live/feed.fixture.js'
import { Clock } from './clock.js'
import { answerKeeper, apartFromRequests, Idempotency, type KeptAnswer } from './idempotency.js'
import { keyedDatabase } from './keyed-database.js'

let own: Awaited<ReturnType<typeof ownDatabase>>
let database: Database

beforeAll(async () => {
  own = await ownDatabase(startPostgres)
  database = own.database
})
afterAll(() => own.close())

class LaterClock extends Clock {
  constructor(private readonly byMs = 0) {
    super()
  }

  override ms(): number {
    return super.ms() + this.byMs
  }
}

const node = (laterMs = 0) => new Idempotency(database, new LaterClock(laterMs))
const kept: KeptAnswer = { status: 201, headers: { etag: '"1"' }, body: '{"id":"x"}' }

function aUse(): KeyUse {
  const requestHash = Buffer.from('hash')
  return { principal: 'token:1', key: randomUUID(), route: 'POST /api/incidents', requestHash, now: new Clock().now() }
}

describe('a key whose process ended before it answered', () => {
  it('tells the answer that was stored together with the work', async () => {
    const use = aUse()
    const first = node()
    await first.begin(use)
    const crash = first.run(
      use,
      async () => {
        const keep = answerKeeper()
        await database.transaction('plain', async (run) => keep?.(run, kept))
        // The process ends here: nothing after the commit happens.
        return new Promise<never>(() => undefined)
      },
      () => null,
    )
    void crash
    await expect.poll(async () => node().begin(use)).toEqual({ ok: true, value: kept })
  })

  it('is free once it is sure that it will not answer', async () => {
    const use = aUse()
    await node().begin(use)
    const later = node(13_000)
    expect(await later.begin(use)).toEqual({ ok: true, value: null })
  })

  it('is given to one of those who repeat it, and the others are told its answer', async () => {
    const use = aUse()
    await node().begin(use)
    const later = node(13_000)
    const begun = [later.begin(use), later.begin(use), later.begin(use)]
    expect(await Promise.race(begun)).toEqual({ ok: true, value: null })
    await later.run(
      use,
      () => Promise.resolve(),
      () => kept,
    )
    const told = (await Promise.all(begun)).map((it) => (it.ok ? it.value : it.failure))
    expect(told.filter((it) => it === null)).toHaveLength(1)
    expect(told.filter((it) => it !== null)).toEqual([kept, kept])
  })
})

describe('a request that was taken for dead and is not', () => {
  it('undoes what it was about to store, since another one answers for its key', async () => {
    const use = aUse()
    const [slow, quick] = [node(), node(13_000)]
    await slow.begin(use)
    expect(await quick.begin(use)).toEqual({ ok: true, value: null })
    const stored: KeyUse = { ...aUse(), key: `stored by ${use.key}` }
    const late = slow.run(
      use,
      async () => {
        const keep = answerKeeper()
        await database.transaction('plain', async (run) => {
          await run.query(claimKey(stored))
          await keep?.(run, { ...kept, body: '{"id":"late"}' })
        })
      },
      () => null,
    )
    await expect(late).rejects.toThrow(/under way/)
    expect(await database.query(keyUse(stored.principal, stored.key))).toEqual([])
    await quick.run(
      use,
      () => Promise.resolve(),
      () => kept,
    )
    expect(await node().begin(use)).toEqual({ ok: true, value: kept })
  })
})

describe('a request that keeps its answer after its work', () => {
  const storing = (key: string) => () =>
    keyedDatabase(database).transaction('plain', async (run) => {
      await run.query(claimKey({ ...aUse(), key }))
    })
  const isStored = async (key: string) => (await database.query(keyUse('token:1', key))).length > 0

  it('stores nothing where another has its key by then, and says so', async () => {
    const use = aUse()
    const [slow, quick, mine] = [node(), node(13_000), `stored by ${use.key}`]
    await slow.begin(use)
    expect(await quick.begin(use)).toEqual({ ok: true, value: null })
    await expect(slow.run(use, storing(mine), () => kept)).rejects.toThrow(/under way/)
    expect(await isStored(mine)).toBe(false)
    await quick.run(use, storing(`${mine} once`), () => kept)
    expect(await node().begin(use)).toEqual({ ok: true, value: kept })
  })

  it('stores nothing either where a statement commits by itself', async () => {
    const use = aUse()
    const [slow, quick, mine] = [node(), node(13_000), `last of ${use.key}`]
    await slow.begin(use)
    await quick.begin(use)
    const work = () =>
      keyedDatabase(database).transaction('plain', (run) => run.last(claimKey({ ...aUse(), key: mine })))
    await expect(slow.run(use, work, () => kept)).rejects.toThrow(/under way/)
    expect(await isStored(mine)).toBe(false)
  })

  it('is not done again once it is stored, however long its node stands still before it answers', async () => {
    const use = aUse()
    const slow = node()
    await slow.begin(use)
    let answer: () => void = () => undefined
    const held = slow.run(
      use,
      async () => {
        await storing(`held by ${use.key}`)()
        await new Promise<void>((done) => (answer = done))
      },
      () => kept,
    )
    await expect.poll(() => isStored(`held by ${use.key}`)).toBe(true)
    expect(await node(13_000).begin(use)).toMatchObject({ ok: false, failure: { code: 'conflict' } })
    answer()
    await held
    expect(await node(13_000).begin(use)).toEqual({ ok: true, value: kept })
  })

  it('tells that its answer is lost where its connection broke behind the commit', async () => {
    const use = aUse()
    const first = node()
    await first.begin(use)
    const work = async () => {
      await storing(`committed by ${use.key}`)()
      throw new Error('cut off')
    }
    await expect(first.run(use, work, () => kept)).rejects.toThrow('cut off')
    const again = await node(13_000).begin(use)
    expect(again.ok ? null : again.failure.detail).toMatch(/its answer is lost/)
  })

  it('gives its key back where it was refused', async () => {
    const use = aUse()
    const first = node()
    await first.begin(use)
    await first.run(use, storing(`tried by ${use.key}`), () => null)
    expect(await first.begin(use)).toEqual({ ok: true, value: null })
  })

  it('has no part in what goes on behind its answer, or is shared with others', async () => {
    const use = aUse()
    const first = node()
    await first.begin(use)
    const behind: (() => Promise<void>)[] = []
    const work = async () => {
      behind.push(AsyncResource.bind(storing(`behind ${use.key}`)))
      await apartFromRequests(storing(`shared by ${use.key}`))
    }
    await first.run(use, work, () => kept)
    await behind[0]?.()
    expect(await isStored(`behind ${use.key}`)).toBe(true)
    expect(await node().begin(use)).toEqual({ ok: true, value: kept })
  })
})

describe('a transaction that is undone', () => {
  it('takes the answer with it, and the key is free', async () => {
    const use = aUse()
    const idempotency = node()
    await idempotency.begin(use)
    const work = async () => {
      const keep = answerKeeper()
      await database.transaction('plain', async (run) => {
        await keep?.(run, kept)
        throw new Error('undone')
      })
    }
    await expect(idempotency.run(use, work, () => kept)).rejects.toThrow('undone')
    expect(await idempotency.begin(use)).toEqual({ ok: true, value: null })
  })
})

describe('work without a key', () => {
  it('keeps nothing', () => expect(answerKeeper()).toBeNull())
})
