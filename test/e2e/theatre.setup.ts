import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { dropDatabase, keepIn, prepared, startFromNothing } from './theatre.js'

/**
 * Before the browser suite: starts the server once from nothing and stops it. Each file of tests starts its own on a
 * copy, which is half the work.
 */
export async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'cordon-theatre-'))
  const database = process.env['DATABASE_URL_TEST'] === undefined ? undefined : await keepIn(folder)
  const server = await startFromNothing(folder)
  await server.stop()
  process.env[prepared.folder] = folder
  if (database !== undefined) process.env[prepared.database] = database.url
  return async () => {
    for (const setting of Object.values(prepared)) Reflect.deleteProperty(process.env, setting)
    await dropDatabase(folder)
    await rm(folder, { recursive: true, force: true })
  }
}
