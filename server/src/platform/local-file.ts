import { chmod, mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** How the command line on this machine reaches the server that runs on a data folder. */
export interface LocalDoor {
  readonly url: string
  readonly token: string
}

/** The file in the data folder that holds it; only its owner may read it. */
export function localDoorPath(folder: string): string {
  return join(folder, 'server.json')
}

export async function writeLocalDoor(folder: string, door: LocalDoor): Promise<void> {
  const path = localDoorPath(folder)
  await mkdir(folder, { recursive: true })
  // Made anew, so that no older file lends it wider rights.
  await rm(path, { force: true })
  await writeFile(path, `${JSON.stringify(door)}\n`, { mode: 0o600, flag: 'wx' })
  await chmod(path, 0o600)
}

export async function removeLocalDoor(folder: string): Promise<void> {
  await rm(localDoorPath(folder), { force: true })
}
