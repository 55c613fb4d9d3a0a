import { parseArgs } from 'node:util'
import { auditRoutes, verificationOut } from '../wire/index.js'
import { ask, problemText, Unreachable } from './ask.js'
import { openDoorToLook } from './door.js'
import { refuse, type Environment, type ExitCode, type Terminal } from './terminal.js'

const usage = `npm run audit:verify -- [--head NUMBER:HASH]
Follows the audit log from its beginning and names what was changed, taken away, moved or cut off.
--head: an end of the chain that was noted earlier; the log must still hold it.`

const says = {
  changed: 'was changed',
  missing: 'is gone',
  moved: 'stands in the place of another',
  cut: 'and what came after it is cut off',
  checkpoint: 'is not what was signed as a checkpoint',
  head: 'is not what was signed as the end',
} as const

/** Verifies the audit log: exit code 0 where the chain is whole, 1 where it is not. */
export async function runAudit(args: readonly string[], env: Environment, terminal: Terminal): Promise<ExitCode> {
  const head = headIn(args)
  if (head === undefined) return refuse(terminal, usage)
  const opened = await openDoorToLook(env, terminal)
  if (!opened.ok) return refuse(terminal, opened.message)
  try {
    const path = head === null ? auditRoutes.verify.path : `${auditRoutes.verify.path}?head=${head}`
    const asked = await ask(opened.door.door(), { method: 'GET', path }, verificationOut)
    if (!asked.ok) return refuse(terminal, problemText(asked.problem))
    const { entries, checkpoints, redactions, faults, head: end } = asked.value
    for (const { what, seq } of faults) terminal.out(`Entry ${seq} ${says[what]}.`)
    for (const { seq, at, by, entries: n } of redactions)
      terminal.out(`Out of ${n} entries ${by} took the name of somebody who has left at ${at}, as entry ${seq} says.`)
    terminal.out(`${entries} entries, ${checkpoints} checkpoints, ${faults.length} faults. The end is ${end}`)
    return faults.length === 0 ? 0 : 1
  } catch (error) {
    if (!(error instanceof Unreachable)) throw error
    return refuse(terminal, error.message)
  } finally {
    await opened.door.close()
  }
}

/** The end that was noted; null where none is asked for, undefined where it is none. */
function headIn(args: readonly string[]): string | null | undefined {
  try {
    const { head = null } = parseArgs({ args: [...args], options: { head: { type: 'string' } } }).values
    return head === null || /^\d+:[0-9a-f]{64}$/.test(head) ? head : undefined
  } catch {
    return undefined
  }
}
