import { instantOf, type Alert } from '@cordon/alerts'
import { openDatabase } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AuditService } from '../audit/audit.service.js'
import { runArchiveRead, runArchiveRestore } from '../cli/archive.js'
import { ownFolder } from '../live/feed.fixture.js'
import { checkArchive } from './archive-file.js'
import { restoreArchive } from './archive-restore.js'
import { allPeriods, gone, OldHouse, oldDays, rowsToFile } from './keeping.fixture.js'
import { NightTimers } from './night.timers.js'

let house: OldHouse
/** All of it as it stood when it was old, before anything went. */
let whole: Awaited<ReturnType<OldHouse['rows']>>
let held: Alert | null = null

beforeAll(async () => {
  house = await OldHouse.open(startPostgres)
  const { room } = house
  const { lon } = await room.watch()
  const odd = { title: 'A "quoted" \\ line\nand كمين', summary: 'ü\u2028' }
  const [first, second, third] = [await room.attack(lon, odd), await room.attack(lon), await room.attack(lon)]
  held = third
  await room.correct(first, { severity: 'extreme' })
  const report = { source: 'RIC', title: 'Again', externalId: 'x1', link: 'https://ric.example/1' }
  await room.ask(`POST /api/incidents/${first.incidentId}/reports`, report)
  const linked = { to: second.incidentId, kind: 'related', reason: 'The same road' }
  await room.ask(`POST /api/incidents/${first.incidentId}/links`, linked)
  await room.ask('POST /api/log', { text: 'Called the gate', alerts: [second.id], incidents: [first.incidentId] })
  await room.ask('POST /api/log', { text: 'Nothing else' })
  for (const { id } of [first, second, third])
    await room.ask(`POST /api/alerts/${id}/close`, { disposition: 'duplicate', note: 'One attack' })
  await importOf(first.incidentId)
  house.days(oldDays)
  whole = await house.rows()
}, 120_000)
afterAll(() => house.room.close())

/** A file that brought an incident, as its row is left when it is in. */
async function importOf(incidentId: string): Promise<void> {
  const id = '018f0000-0000-7000-8000-0000000000aa'
  await house.query(
    `insert into import (id, name, sha256, next_row, stored, unchanged, revised, refused, finished, created_at, created_by, state)
     values ($1, 'a.csv', 'x', 2, 1, 0, 0, 0, true, '2026-11-09T05:00:00Z', 'dana', 'imported')`,
    [id],
  )
  await house.query(`insert into import_incident values ($1, $2, 1, 'stored')`, [id, incidentId])
}

const counts = async () => {
  const rows = await house.rows()
  const count = (table: string) => rows[table]?.length ?? 0
  return {
    ...{ incidents: count('incident'), revisions: count('incident_revision'), reports: count('report') },
    ...{ alerts: count('alert'), events: count('alert_event'), notes: count('log_entry'), imports: count('import') },
  }
}

interface Previewed {
  readonly classes: readonly { readonly kind: string; readonly due: number; readonly held: number }[]
}
const preview = async () => {
  const { classes } = await house.room.ask<Previewed>('POST /api/keeping/preview', { periods: allPeriods })
  return Object.fromEntries(classes.map(({ kind, due, held: kept }) => [kind, [due, kept]]))
}

interface Noted {
  readonly note: { readonly code: string } | null
}
/** How many are found, and what is said of that. */
const noted = async (search: string) => {
  const { features, note } = await house.room.ask<Noted & { features: readonly unknown[] }>(
    `GET /api/incidents${search}`,
  )
  return [features.length, note?.code]
}

describe('what is old', () => {
  it('stays while nobody has said how long it is kept, and for a day after somebody has', async () => {
    expect(await house.night()).toBe(0)
    await house.room.ask('PUT /api/keeping', { periods: allPeriods })
    house.days(0.9)
    expect(await house.night()).toBe(0)
    expect(await house.rows()).toEqual(whole)
  })

  it('is told before it goes, with what is held of it', async () => {
    // An alert that the log speaks of waits until the note has gone, and an incident for its alerts.
    expect(await preview()).toMatchObject({ log: [2, 0], alert: [2, 0], import: [1, 0], incident: [0, 0] })
    // It is linked to another, which is held with it.
    const search = { from: '2026-11-09', to: '2026-11-10', q: 'quoted' }
    const { id } = await house.room.ask<{ id: string }>('POST /api/holds', { reason: 'Court', search })
    expect(await preview()).toMatchObject({ log: [0, 2], alert: [1, 1] })
    await house.room.ask(`POST /api/holds/${id}/release`, { reason: 'The court is done' })
    const again = await house.room.send(`POST /api/holds/${id}/release`, { body: { reason: 'Once more' } })
    expect(again).toMatchObject({ status: 409 })
  })

  it('goes into files that say what they hold, and is held where somebody says so', async () => {
    const incidents = [held?.incidentId ?? '']
    const { id } = await house.room.ask<{ id: string }>('POST /api/holds', { reason: 'Court', incidents })
    house.days(1)
    expect(await house.night()).toBeGreaterThan(0)
    expect(await counts()).toEqual({
      incidents: 1,
      revisions: 1,
      reports: 0,
      alerts: 1,
      events: 1,
      notes: 0,
      imports: 0,
    })
    // What is left is found, and that it may not be all is said; of a time that nobody has archived nothing is.
    expect(await noted('')).toEqual([1, 'history.archived'])
    expect(await noted(`?from=${instantOf(house.room.clock.ms())}`)).toEqual([0, undefined])
    const then = instantOf(house.room.clock.ms() - (oldDays - 10) * 86_400_000)
    const trend = await house.room.ask<Noted>(`GET /api/incidents/trend?to=${then}`)
    expect(trend.note?.code).toBe('history.archived')
    const [alertFile = ''] = (await house.files()).filter((it) => it.includes('/alert-'))
    expect((await checkArchive(alertFile)).head).toMatchObject({ class: 'alert', things: 2 })
    await house.room.ask(`POST /api/holds/${id}/release`, { reason: 'The court is done' })
    house.days(1)
    await house.night()
    expect(await counts()).toMatchObject({ incidents: 0, alerts: 0, events: 0 })
    const { items } = await house.room.ask<{ items: readonly { action: string }[] }>('GET /api/audit?limit=1000')
    const files = await house.files()
    expect(items.filter(({ action }) => action === 'POST /api/keeping/archives')).toHaveLength(files.length)
    expect(files.filter((it) => it.endsWith('.half'))).toEqual([])
    expect(await house.room.server.app.get(AuditService).verify()).toMatchObject({ faults: [] })
  })

  it('comes back byte for byte, and twice is as once', async () => {
    await house.putBack()
    expect(await house.rows()).toEqual(whole)
    await house.putBack()
    expect(await house.rows()).toEqual(whole)
    expect(await noted('?q=quoted')).toEqual([1, undefined])
    for (const file of await house.files()) await rm(file)
  })
})

describe('a node that is gone', () => {
  it('at whatever step loses nothing and doubles nothing', async () => {
    // Every step with STRIDE=1; else some, others with another SEED.
    const stride = Number(process.env['STRIDE'] ?? 41)
    const seed = Number(process.env['SEED'] ?? 7)
    for (let after = 1 + (seed % stride), isOver = false; !isOver; after += stride) {
      house.days(1)
      const broken = gone(house.database, after)
      await house.night(broken.database).catch(() => undefined)
      isOver = !broken.isGone()
      // Another takes its work over once it is silent for long enough.
      house.days(1)
      await house.night()
      expect(await counts(), `gone after ${after}`).toMatchObject({ incidents: 0, alerts: 0, notes: 0, imports: 0 })
      const files = await house.files()
      expect(files.filter((it) => it.endsWith('.half'))).toEqual([])
      await house.putBack()
      expect(await house.rows(), `gone after ${after}`).toEqual(whole)
      expect(await thingsIn(files)).toBe(await thingsOf(whole))
      for (const file of files) await rm(file)
    }
  }, 120_000)

  /** What two nodes begin at once, one of them does. */
  it('is not needed: of two that begin at once one does the work', async () => {
    house.days(1)
    const { app } = house.room.server
    const went = await Promise.all([house.night(), app.get(NightTimers).pass()])
    expect(went.filter((some) => some > 0)).toHaveLength(1)
    expect(await thingsIn(await house.files())).toBe(await thingsOf(whole))
  })
})

describe('an archive', () => {
  it('is found where it was changed or cut off, and nothing of it is put back', async () => {
    const [file = ''] = (await house.files()).filter((it) => it.includes('/incident-'))
    const bytes = await readFile(file)
    await writeFile(`${file}.cut`, bytes.subarray(0, bytes.length - 30))
    await expect(restoreArchive(house.database, `${file}.cut`)).rejects.toThrow('cut off')
    await rm(`${file}.cut`)
    expect(await counts()).toMatchObject({ incidents: 0 })
  })

  it('takes the place of no row that stands there as something else', async () => {
    const [file = ''] = (await house.files()).filter((it) => it.includes('/incident-'))
    await restoreArchive(house.database, file)
    await house.query(`update incident set severity = 'minor'`)
    await expect(restoreArchive(house.database, file)).rejects.toThrow('something else')
  })

  it('is read by a command, and put back by one into another database, of whatever kind', async () => {
    const [file = ''] = (await house.files()).filter((it) => it.includes('/incident-'))
    const said: string[] = []
    const say = (line: string) => void said.push(line)
    const terminal = { out: say, err: () => undefined, redraw: null, stop: new AbortController().signal }
    expect(await runArchiveRead([file], {}, terminal)).toBe(0)
    expect(said.map((line): unknown => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ table: 'incident', id: held?.incidentId, type: 'ambush' }),
    )
    const folder = await ownFolder()
    try {
      expect(await runArchiveRestore([file], { CORDON_DATA: folder }, terminal)).toBe(0)
      const other = await openDatabase({ folder })
      const { incident, incident_revision: revisions } = await rowsToFile(other)
      await other.close()
      expect([incident, revisions]).toEqual([whole['incident'], whole['incident_revision']])
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }, 60_000)

  it('brings alerts back to whoever sees their zone by now, and twice is as once', async () => {
    const [file = ''] = (await house.files()).filter((it) => it.includes('/alert-'))
    await house.query(`update zone set audience = 'team:night'`)
    await restoreArchive(house.database, file)
    await restoreArchive(house.database, file)
    const seen = await house.query<{ audience: string }>('select distinct audience from alert')
    expect(seen).toEqual([{ audience: 'team:night' }])
    await house.query(`update alert set state = 'new'`)
    await expect(restoreArchive(house.database, file)).rejects.toThrow('something else')
  })

  it('is the only way out: history is deleted by nobody else', async () => {
    const tables = ['incident_revision', 'report_revision', 'alert_event', 'log_entry']
    for (const table of tables)
      await expect(house.query(`delete from ${table}`)).rejects.toThrow('goes into an archive')
    const [archive] = await house.query<{ id: string }>(`select id from archive where state = 'done' limit 1`)
    const opened = house.database.transaction('plain', async (run) => {
      const text = `select set_config('cordon.archive', $1, true)`
      await run.query({ name: null, text, values: [archive?.id] })
      await run.query({ name: null, text: 'delete from incident_revision', values: [] })
    })
    await expect(opened).rejects.toThrow('goes into an archive')
  })

  it('may be asked for by whole days, by those who administer', async () => {
    const periods = { ...allPeriods, alert: 10, incident: null }
    const refused = await house.room.send('PUT /api/keeping', { body: { periods } })
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'periods.alert' }] } })
  })
})

/** How many things files hold, and how many there are that may go: each message stands in the file of its alert or in one of its own. */
async function thingsIn(files: readonly string[]): Promise<number> {
  const heads = await Promise.all(files.map(async (it) => (await checkArchive(it)).head.things))
  return heads.reduce((sum, things) => sum + things, 0)
}

async function thingsOf(rows: typeof whole): Promise<number> {
  const count = (table: string) => rows[table]?.length ?? 0
  return count('incident') + count('alert') + count('delivery') + count('log_entry') + count('import')
}
