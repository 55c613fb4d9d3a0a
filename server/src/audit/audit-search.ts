import type { AuditFilter, AuditSaid } from '../wire/index.js'
import { namedIn } from './about.js'

/** Pieces of text that an entry must hold to be wanted. Not all that hold them are: `isWanted` says. */
export function piecesOf({ name, action, thing }: AuditFilter): readonly string[] {
  return [
    ...(name === undefined ? [] : [`"name":${JSON.stringify(name)}`]),
    ...(action === undefined ? [] : [action.startsWith('/') ? ` ${action}` : `"action":"${action}"`]),
    ...(thing === undefined ? [] : [JSON.stringify(thing)]),
  ]
}

/** Whether an entry is what was asked for. */
export function isWanted(said: AuditSaid, { name, action, thing, from, until }: AuditFilter): boolean {
  if (name !== undefined && said.name !== name) return false
  if (action !== undefined && !isOf(said.action, action)) return false
  if (thing !== undefined && said.made !== thing && namedIn(said.params) !== thing) return false
  return (from === undefined || said.at >= from) && (until === undefined || said.at < until)
}

/** The same action, or one below the path that was asked for. */
function isOf(action: string, asked: string): boolean {
  if (!asked.startsWith('/')) return action === asked
  const path = action.replace(/^\w+ /, '')
  return path === asked || path.startsWith(`${asked}/`) || path.startsWith(`${asked}.`)
}
