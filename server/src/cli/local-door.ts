import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { localDoorPath } from '../platform/local-file.js'
import type { Door } from './ask.js'

const localDoor = z.object({ url: z.url(), token: z.string() })

/** What the server that runs on a data folder has left there for us; null where there is nothing to be read. */
export async function readLocalDoor(folder: string): Promise<Door | null> {
  const text = await readFile(localDoorPath(folder), 'utf8').catch(() => null)
  if (text === null) return null
  const parsed = localDoor.safeParse(safeJson(text))
  return parsed.success ? parsed.data : null
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
