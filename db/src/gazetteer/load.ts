import { readFile } from 'node:fs/promises'

/** The files of the first theatre that lie beside this one. */
export type TheatreFile = 'facilities' | 'story' | 'places' | 'admin1'

/** Reads one of the theatre's files. What it holds is for the reader to parse. */
export async function theatreFile(name: TheatreFile): Promise<unknown> {
  const parsed: unknown = JSON.parse(await readFile(new URL(`./theatre/${name}.json`, import.meta.url), 'utf8'))
  return parsed
}
