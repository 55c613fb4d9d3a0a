import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Backend } from './backend.js'
import { cacheFolder } from './cache-folder.js'
import { Gate, type Outcome, type Turn } from './gate.js'
import { int32, message, pairsIn, query } from './protocol.js'
import { releaseKey } from './release.js'
import { ensureCluster } from './template.js'
import { Upkeep } from './upkeep.js'

let folder = ''
let backend: Backend
let upkeep: Upkeep
let gate: Gate

beforeAll(async () => {
  folder = await fs.mkdtemp(path.join(os.tmpdir(), 'cordon-upkeep-'))
  const cluster = path.join(folder, 'cluster')
  const templateFolder = cacheFolder()
  await ensureCluster(cluster, { durable: false, templateFolder })
  const bundleFile = path.join(templateFolder, `extensions-${await releaseKey()}.tar`)
  backend = await Backend.start({ cluster, durable: false, bundleFile, stopGraceMs: 10_000 })
  gate = new Gate(backend, { waitMs: 30_000, idleInTransactionMs: 30_000 }, () => undefined)
  upkeep = new Upkeep(gate, { everyMs: 3_600_000, yieldMs: 300 })
})

afterAll(async () => {
  upkeep.stop()
  await backend.close(5_000)
  await fs.rm(folder, { recursive: true })
})

const about = async (sql: string): Promise<Readonly<Record<string, string>>> => pairsIn(await backend.query(sql))

const LOG_BYTES = `SELECT 'bytes', pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn) FROM pg_control_checkpoint()`

describe('the upkeep', () => {
  it('vacuums and analyses what has changed, and lets the log go', async () => {
    await backend.query(
      'CREATE TABLE worn AS SELECT g AS id, repeat(md5(g::text), 30) AS text FROM generate_series(1, 80000) g',
    )
    const party = { processId: 1, settings: {}, changesSettings: false, expel: () => undefined }
    const messages = new Uint8Array(query('SELECT 1'))
    await gate.run({ party, messages, onAnswer: () => undefined })
    await backend.query('DELETE FROM worn WHERE id % 2 = 0')
    await backend.query('SELECT pg_stat_force_next_flush()')
    expect(Number((await about(LOG_BYTES))['bytes'])).toBeGreaterThan(64 * 1_048_576)
    await upkeep.tick()
    // The vacuum has written to the log what the next look lets go.
    await upkeep.tick()
    expect(Number((await about(LOG_BYTES))['bytes'])).toBeLessThan(16 * 1_048_576)
    const seen = await about(`SELECT 'rows', reltuples::int FROM pg_class WHERE relname = 'worn'`)
    expect(Number(seen['rows'])).toBe(40_000)
    const dead = await about(`SELECT 'dead', n_dead_tup FROM pg_stat_user_tables WHERE relname = 'worn'`)
    expect(dead['dead']).toBe('0')
  }, 60_000)

  it('stops a vacuum that others wait for, and lets it end when it was put off six times', async () => {
    const due = message('D', Buffer.from([0, 2]), int32(6), Buffer.from('public'), int32(6), Buffer.from('VACUUM'))
    let cancelled = 0
    let vacuums = 0
    let running = (): void => undefined
    const run = ({ messages, onAnswer }: Turn): Promise<Outcome> => {
      const text = Buffer.from(messages).toString()
      if (text.includes('pg_stat_all_tables')) onAnswer(due)
      const isVacuum = text.includes('VACUUM public')
      if (isVacuum) vacuums += 1
      const outcome: Outcome = { kind: 'answered', status: 'I', failed: false }
      if (!isVacuum) return Promise.resolve(outcome)
      return new Promise((tell) => {
        if (vacuums > 6) setTimeout(() => tell(outcome), 200)
        else running = () => tell(outcome)
      })
    }
    const cancel = (): void => {
      cancelled += 1
      running()
    }
    const door = { run, cancel, turns: 1, isQuiet: () => true, hasWaiting: () => true }
    const busy = new Upkeep(door, { everyMs: 3_600_000, yieldMs: 50 })
    for (let times = 0; times < 7; times += 1) await busy.tick()
    busy.stop()
    expect({ vacuums, cancelled }).toEqual({ vacuums: 7, cancelled: 6 })
  })
})
