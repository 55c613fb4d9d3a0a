import { parseArgs } from 'node:util'
import { say, scopes, type Scope } from '@cordon/alerts'
import { tokenRoutes } from '../wire/index.js'
import { ask, problemText, Unreachable } from './ask.js'
import { openDoor, type OpenDoor } from './door.js'
import { refuse, type Environment, type ExitCode, type Terminal } from './terminal.js'

const usage = `npm run token -- --scope SCOPE [--scope SCOPE …] [--name NAME] [--days DAYS]
Makes an API token and prints it. Scopes: ${scopes.join(', ')}. Without --days it does not end.`

interface Wanted {
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly expiresAt: string | null
}

/** Makes an API token; it alone goes to standard output. */
export async function runToken(args: readonly string[], env: Environment, terminal: Terminal): Promise<ExitCode> {
  const wanted = readWanted(args, Date.now())
  if (typeof wanted === 'string') return refuse(terminal, wanted)
  const opened = await openDoor(env, terminal)
  if (!opened.ok) return refuse(terminal, opened.message)
  try {
    return await make(opened.door, wanted, terminal)
  } finally {
    await opened.door.close()
  }
}

async function make(door: OpenDoor, wanted: Wanted, terminal: Terminal): Promise<ExitCode> {
  try {
    const question = { method: 'POST', path: tokenRoutes.create.path, body: wanted } as const
    const asked = await ask(door.door(), question, tokenRoutes.create.answers[0].schema)
    if (!asked.ok) return refuse(terminal, problemText(asked.problem))
    terminal.out(asked.value.token)
    return 0
  } catch (error) {
    if (error instanceof Unreachable) return refuse(terminal, error.message)
    throw error
  }
}

/** What the arguments ask for, or what is wrong with them. */
export function readWanted(args: readonly string[], nowMs: number): Wanted | string {
  const options = {
    scope: { type: 'string', multiple: true },
    name: { type: 'string' },
    days: { type: 'string' },
  } as const
  const parsed = tolerant(() => parseArgs({ args: [...args], options, strict: true }).values)
  if (typeof parsed === 'string') return `${parsed}\n${usage}`
  const given = (parsed.scope ?? []).flatMap((it) => it.split(',')).map((it) => it.trim())
  const known = given.filter(isScope)
  const strange = given.find((it) => !isScope(it))
  if (strange !== undefined) return `--scope: expected one of ${scopes.join(', ')}; got "${strange}".`
  if (known.length === 0) return usage
  const days = parsed.days === undefined ? null : Number(parsed.days)
  if (days !== null && !(days > 0 && days <= 3650))
    return `--days: expected a number from 1 to 3650; got "${parsed.days ?? ''}".`
  const expiresAt = days === null ? null : new Date(nowMs + days * 86_400_000).toISOString()
  const name = parsed.name ?? say('name.commandLineOn', { day: new Date(nowMs).toISOString().slice(0, 10) })
  return { name, scopes: known, expiresAt }
}

function isScope(text: string): text is Scope {
  return scopes.some((scope) => scope === text)
}

function tolerant<T>(read: () => T): T | string {
  try {
    return read()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
