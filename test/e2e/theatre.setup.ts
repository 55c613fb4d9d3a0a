import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addPerson, preparedTheatre, startWithTheatre, watchOfficer } from './people.js'

/**
 * Before the browser suite: starts the server once on an empty folder, adds the watch officer and stops it. Each file of
 * tests starts its own on a copy, which is half the work.
 */
export async function setup(): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'cordon-theatre-'))
  const server = await startWithTheatre(folder)
  await addPerson(server, watchOfficer, 'officer')
  await server.stop()
  process.env[preparedTheatre] = folder
  return async () => {
    Reflect.deleteProperty(process.env, preparedTheatre)
    await rm(folder, { recursive: true, force: true })
  }
}
