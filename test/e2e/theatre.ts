import { cp, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { serverProgram, start, type Running } from '../kit/process.js'
import { startPostgres, type TestPostgres } from '../kit/postgres.js'
import { addPerson, administrator, watchOfficer } from './people.js'

/** The settings that say where the suite has prepared a theatre: in which folder, and in which database of a server's. */
export const prepared = { folder: 'CORDON_TEST_THEATRE', database: 'CORDON_TEST_THEATRE_DATABASE' } as const

/** The databases of the servers that this file of tests has started on folders, where they are not in the folder. */
const databases = new Map<string, TestPostgres>()

/**
 * Starts the server as `npm start` leaves it on an empty folder, with a watch officer: the first theatre and the first
 * story are there. What the suite has prepared once is copied.
 */
export async function startWithTheatre(data: string, more: Readonly<Record<string, string>> = {}): Promise<Running> {
  const { [prepared.folder]: folder, [prepared.database]: copyOf } = process.env
  if (folder === undefined) return startFromNothing(data, more)
  await cp(folder, data, { recursive: true })
  if (copyOf !== undefined) await keepIn(data, copyOf)
  return startOn(data, more)
}

/** As a new user starts it: on the embedded database, whatever the suite runs on. */
export async function startFromNothing(data: string, more: Readonly<Record<string, string>> = {}): Promise<Running> {
  const server = await startOn(data, more)
  await addPerson(server, watchOfficer, 'officer')
  return server
}

/** Makes the database of a folder's server a copy of another, or a new one. */
export async function keepIn(data: string, copyOf?: string): Promise<TestPostgres> {
  const database = await startPostgres({ copyOf })
  if (database === null) throw new Error('There was a PostgreSQL a moment ago.')
  databases.set(data, database)
  return database
}

/** Starts the server on a folder as it is. */
export function startOn(data: string, more: Readonly<Record<string, string>> = {}): Promise<Running> {
  const database = databases.get(data)
  const env = {
    ...(database !== undefined && { DATABASE_URL: database.url }),
    ...more,
    PORT: '0',
    CORDON_DATA: data,
    CORDON_ADMIN: `${administrator.name}:${administrator.password}`,
    CORDON_LOG: 'error',
  }
  return start(serverProgram, env, async () => {
    const door: unknown = JSON.parse(await readFile(join(data, 'server.json'), 'utf8'))
    return typeof door === 'object' && door !== null && 'token' in door ? String(door.token) : ''
  })
}

/** What a file of browser tests has opened for itself. */
export interface Evening {
  readonly browser: Browser
  readonly server: Running
  readonly folder: string
}

/** Ends all of it, and keeps nothing. */
export async function leave({ browser, server, folder }: Evening): Promise<void> {
  await browser.close()
  await server.stop()
  await dropDatabase(folder)
  await rm(folder, { recursive: true, force: true })
}

/** Forgets the database of a folder, if it has one outside. */
export async function dropDatabase(data: string): Promise<void> {
  await databases.get(data)?.stop()
  databases.delete(data)
}
