import { parseArgs } from 'node:util'
import { fileFormats } from '../feed/read/row.js'

export const usage = `npm run import -- FILE [--mapping MAPPING.json | --preset NAME] [--dry-run]
npm run import -- FILE --guess > MAPPING.json
npm run import -- --list
npm run import -- --undo ID
Reads a file of history, which alerts nobody: UCDP GED, ACLED, CSV with our own property names, GeoJSON, KML, KMZ and GPX
as they are; anything else by a mapping. Run it again after an interruption: it goes on where it was.
  --mapping FILE  which column tells what, as JSON: the same mapping that the page makes
  --preset NAME   a mapping that was saved in the page, or one of ${fileFormats.join(', ')}
  --guess         prints the mapping that the columns suggest, to be looked at and used with --mapping
  --dry-run       tells what would come in and what is refused, by line and column; stores nothing
  --list          the latest imports with their ids
  --undo ID       takes back a whole import; what was changed since is kept`

/** How a file is to be read: as it is, by a mapping in a file, or by one that has a name. */
export type How =
  | { readonly by: 'itself' }
  | { readonly by: 'mapping'; readonly path: string }
  | { readonly by: 'preset'; readonly name: string }

/** What the arguments ask for. */
export type Wanted =
  | { readonly what: 'import' | 'dry-run'; readonly file: string; readonly how: How }
  | { readonly what: 'guess'; readonly file: string }
  | { readonly what: 'list' }
  | { readonly what: 'undo'; readonly id: string }

type Values = ReturnType<typeof parsed>['values']

/** Reads the arguments; null where they ask for nothing that there is, or for several things at once. */
export function readWanted(args: readonly string[]): Wanted | null {
  try {
    const { values, positionals } = parsed(args)
    const [file, ...more] = positionals
    return more.length > 0 ? null : file === undefined ? withoutFile(values) : withFile(file, values)
  } catch {
    return null
  }
}

function parsed(args: readonly string[]) {
  const [text, flag] = [{ type: 'string' }, { type: 'boolean' }] as const
  const options = { mapping: text, preset: text, undo: text, guess: flag, list: flag, 'dry-run': flag } as const
  return parseArgs({ args: [...args], options, allowPositionals: true })
}

function withoutFile({ undo, list, ...rest }: Values): Wanted | null {
  if (Object.keys(rest).length > 0) return null
  if (undo === undefined) return list === true ? { what: 'list' } : null
  return list === undefined ? { what: 'undo', id: undo } : null
}

function withFile(file: string, { mapping, preset, undo, guess, list, 'dry-run': dry }: Values): Wanted | null {
  if (undo !== undefined || list !== undefined || (mapping !== undefined && preset !== undefined)) return null
  if (guess === true) return (mapping ?? preset ?? dry) === undefined ? { what: 'guess', file } : null
  return { what: dry === true ? 'dry-run' : 'import', file, how: howOf(mapping, preset) }
}

function howOf(mapping: string | undefined, preset: string | undefined): How {
  if (mapping !== undefined) return { by: 'mapping', path: mapping }
  return preset === undefined ? { by: 'itself' } : { by: 'preset', name: preset }
}
