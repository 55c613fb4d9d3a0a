import { finding, say, sideOf, type FindingCode, type LinkSide } from '@cordon/alerts'
import { noteLink } from '@cordon/db'
import { told as failing } from '../platform/result.js'
import type { Desk, Draft } from './desk.js'
import type { Entry } from './entry.js'
import { revisedAnew } from './judge-anew.js'
import type { Working } from './known.js'
import { noSuchIncident, refused } from './refused.js'

/** A revision of both incidents that says how one bears on the other, or does no longer. It wakes nobody. */
export function draftLink({ link, reason: why }: Entry & { what: 'link' }, desk: Desk): Draft {
  const [from, to] = [desk.known.byId.get(link.fromId), desk.known.byId.get(link.toId)]
  if (from === undefined) return noSuchIncident(link.fromId)
  if (to === undefined) return noSuchIncident(link.toId)
  const merged = link.removed === null ? [from, to].find(isMerged) : undefined
  if (merged !== undefined)
    return refused(failing('already-merged', finding('merge.linkOther', { id: merged.incident.mergedInto ?? '' })))
  const told = (own: Working, other: Working) => {
    const title = other.incident.title
    const side = sideOf(link, [own.incident.id])
    const reason = link.removed === null ? say(sentences[side], { title, why }) : say('kept.unlinked', { title, why })
    return revisedAnew(own, { reason }, desk)
  }
  const revision = { what: 'revised', report: null, newSource: null, quiet: true } as const
  return { ...revision, working: told(from, to), also: [told(to, from)], besides: [noteLink(link)] }
}

const sentences = {
  'retaliation-for': 'kept.retaliationFor',
  'retaliated-by': 'kept.retaliatedBy',
  related: 'kept.related',
  'duplicate-of': 'kept.duplicateOf',
  'duplicated-by': 'kept.duplicatedBy',
} as const satisfies Record<LinkSide, FindingCode>

function isMerged({ incident }: Working): boolean {
  return incident.mergedInto !== undefined
}
