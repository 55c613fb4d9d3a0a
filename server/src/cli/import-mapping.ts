import { readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import type { RecordMapping } from '@cordon/alerts'
import { fileFormats, type FileFormat } from '../feed/read/row.js'
import { jsonFault } from '../platform/json-fault.js'
import { fieldErrors, importJobRoutes, recordMapping } from '../wire/index.js'
import { ask, problemText } from './ask.js'
import type { OpenDoor } from './door.js'
import type { How } from './import-wanted.js'
import type { Environment } from './terminal.js'

/** How a file is read: by a mapping or as it is, and the format that it must then have. */
export interface Reader {
  readonly mapping: RecordMapping | null
  readonly expected: FileFormat | null
}

export type FoundReader =
  { readonly ok: true; readonly reader: Reader } | { readonly ok: false; readonly message: string }

/** A mapping is written by hand or by `--guess`; whatever is larger is none. */
const largestBytes = 1 << 20

/** Whether a server has to be asked for it. */
export function isSaved(how: How): boolean {
  return how.by === 'preset' && !fileFormats.some((it) => it === how.name)
}

/** Finds the mapping that was asked for: in a file, among what we read as it is, or among those that were saved. */
export async function findReader(
  how: How,
  { env, door }: { readonly env: Environment; readonly door: OpenDoor | null },
): Promise<FoundReader> {
  switch (how.by) {
    case 'itself':
      return { ok: true, reader: { mapping: null, expected: null } }
    case 'mapping':
      return fromFile(path.resolve(env['INIT_CWD'] ?? process.cwd(), how.path))
    case 'preset': {
      const expected = fileFormats.find((it) => it === how.name)
      if (expected !== undefined) return { ok: true, reader: { mapping: null, expected } }
      return door === null ? unknown(how.name, []) : saved(how.name, door)
    }
  }
}

async function fromFile(place: string): Promise<FoundReader> {
  const text = await readSmall(place)
  if (!text.ok) return text
  const said = json(text.value)
  if (!said.ok) return { ok: false, message: `${place}: expected JSON; ${said.message}` }
  const parsed = recordMapping.safeParse(said.value)
  if (parsed.success) return { ok: true, reader: { mapping: parsed.data, expected: null } }
  const faults = fieldErrors(parsed.error, said.value).map((it) => `  ${it.path}: ${it.message}`)
  return { ok: false, message: [`${place} is not a mapping:`, ...faults].join('\n') }
}

async function readSmall(place: string): Promise<{ ok: true; value: string } | { ok: false; message: string }> {
  try {
    const { size } = await stat(place)
    if (size > largestBytes)
      return { ok: false, message: `${place} is no mapping: it is larger than ${largestBytes} bytes.` }
    return { ok: true, value: (await readFile(place, 'utf8')).replace(/^\ufeff/, '') }
  } catch (error) {
    return { ok: false, message: `${place} cannot be read: ${error instanceof Error ? error.message : String(error)}` }
  }
}

function json(text: string): { ok: true; value: unknown } | { ok: false; message: string } {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false, message: jsonFault(text) ?? 'it is too large to be held' }
  }
}

async function saved(name: string, door: OpenDoor): Promise<FoundReader> {
  const { path: place, answers } = importJobRoutes.mappings
  const asked = await ask(door.door(), { method: 'GET', path: place }, answers[0].schema)
  if (!asked.ok) return { ok: false, message: problemText(asked.problem) }
  const { items } = asked.value
  const found = items.find((it) => it.name === name)
  if (found !== undefined) return { ok: true, reader: { mapping: found.mapping, expected: null } }
  const names = items.map((it) => it.name)
  return unknown(name, names)
}

function unknown(name: string, names: readonly string[]): FoundReader {
  return { ok: false, message: `There is no preset "${name}". There are: ${[...fileFormats, ...names].join(', ')}.` }
}
