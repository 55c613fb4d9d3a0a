import { startPostgres } from '@cordon/test/postgres'
import { rename, rm, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Keeping } from '../wire/index.js'
import { Archiver, type Looked, type Old } from './archiver.js'
import { allPeriods, OldHouse, oldDays } from './keeping.fixture.js'

let house: OldHouse

beforeAll(async () => {
  house = await OldHouse.open(startPostgres)
}, 60_000)
afterAll(() => house.room.close())

const kept = () => house.room.ask<Keeping>('GET /api/keeping')
const hourMs = 3_600_000

async function oldThings(): Promise<void> {
  const { room } = house
  const { lon } = await room.watch()
  const { id } = await room.attack(lon, { occurredFrom: room.clock.now() })
  await room.ask('POST /api/log', { text: 'All quiet since' })
  await room.ask(`POST /api/alerts/${id}/close`, { disposition: 'duplicate' })
  house.days(oldDays)
}

const left = async () => (await house.query('select 1 from log_entry')).length

it('says what it could not write and why, loses nothing, and is tried again in an hour', async () => {
  await oldThings()
  await house.keep(allPeriods)
  const had = await left()
  // A file stands where the folder belongs, as a disk that is full or not there would.
  await writeFile(house.folder, '')
  expect(await house.night()).toBe(0)
  const { failures, nextAt } = await kept()
  // Incidents wait for their alerts.
  expect(failures.map(({ kind }) => kind)).toEqual(['log', 'message', 'alert'])
  for (const { why } of failures) expect(why).toContain('EEXIST')
  expect(Date.parse(nextAt ?? '') - house.room.clock.ms()).toBe(hourMs)
  expect(await left()).toBe(had)

  await rm(house.folder)
  expect(await house.night()).toBe(0)
  house.days(0.1)
  expect(await house.night()).toBeGreaterThan(0)
  expect((await kept()).failures).toEqual([])
  expect(await left()).toBe(0)
})

it('lets the other classes have their turn, and tells of the rest no more than is good to know', async () => {
  await oldThings()
  class FailsWithNotes extends Archiver {
    override archiveNext(old: Old, after: string | null): Promise<Looked> {
      if (old.kind === 'log') throw new Error('select password from account')
      return super.archiveNext(old, after)
    }
  }
  expect(await house.night(house.database, FailsWithNotes)).toBeGreaterThan(0)
  const { failures } = await kept()
  expect(failures).toMatchObject([{ kind: 'log', why: expect.stringContaining('the log of the server says how') }])
  expect(await house.query('select 1 from incident')).toEqual([])
  house.days(0.1)
  expect(await house.night()).toBeGreaterThan(0)
  expect((await kept()).failures).toEqual([])
})

it('goes on though what an earlier night left behind cannot be tidied away', async () => {
  await oldThings()
  class Untidy extends Archiver {
    override tidy(): Promise<void> {
      return rename('/nowhere/at-all', '/nowhere/else')
    }
  }
  expect(await house.night(house.database, Untidy)).toBeGreaterThan(0)
  expect((await kept()).failures).toMatchObject([{ kind: null, why: expect.stringContaining('ENOENT') }])
})
