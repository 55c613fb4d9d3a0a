import { openDatabase } from '@cordon/db'
import { startPostgres } from '@cordon/test/postgres'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { runMigrate } from './migrate.js'

async function place() {
  const server = process.env['DATABASE_URL_TEST'] === undefined ? null : await startPostgres()
  const folder = await mkdtemp(join(tmpdir(), 'cordon-migrate-cli-'))
  onTestFinished(async () => {
    await server?.stop()
    await rm(folder, { recursive: true, force: true })
  })
  return { folder, url: server?.url }
}

it('says before it begins that an older version was there, in how many steps it goes, and what came of it', async () => {
  const at = await place()
  const older = await openDatabase({ ...at, durable: false })
  for (let step = 0; step < 2; step += 1) await older.dataSource.undoLastMigration()
  await older.close()
  const env = { CORDON_DATA: at.folder, DATABASE_URL: at.url }
  const run = async () => {
    const said: string[] = []
    const say = (line: string) => void said.push(line)
    expect(await runMigrate([], env, { out: say, err: say, redraw: null, stop: new AbortController().signal })).toBe(0)
    return said
  }
  const done = expect.stringMatching(/^The database has its present shape: \d+ migrations, the last is \w+\.$/)
  expect(await run()).toEqual([expect.stringMatching(/^An older version .* in 2 steps\. .* let it end\.$/), done])
  expect(await run()).toEqual([done])
}, 60_000)
