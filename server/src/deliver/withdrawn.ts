import { say } from '@cordon/alerts'
import type { Claimed } from '@cordon/db'
import { roleGrants, type Permission } from '../wire/permission.js'

/** What it takes to be told of a report. */
const needed: Readonly<Record<'report' | 'unsigned', Permission>> = { report: 'sitrep:read', unsigned: 'sitrep:sign' }

/** Why something is not told any more, for people; null where it is. */
export function withdrawnWhy(it: Claimed): string | null {
  const isSeen = it.isSeen && (it.sitrepId === null || roleGrants[it.role].includes(needed[it.kind]))
  if (!isSeen) return say('way.notSeen', {})
  return it.sitrepId !== null && it.kind === 'unsigned' && it.sitrepState !== 'draft' ? say('way.signed', {}) : null
}
