import type { Instant } from '../instant.js'

/** How one incident bears on another; only `related` says the same from both sides. */
export const linkKinds = ['retaliation-for', 'related', 'duplicate-of'] as const
export type LinkKind = (typeof linkKinds)[number]

/** Who did something to a link, when and why. */
export interface LinkAct {
  readonly by: string
  readonly at: Instant
  readonly reason: string
}

/** That one incident bears on another, as somebody said it. One that was removed is kept, with why. */
export interface IncidentLink {
  readonly id: string
  readonly kind: LinkKind
  readonly fromId: string
  readonly toId: string
  readonly set: LinkAct
  readonly removed: LinkAct | null
}

/** How a link reads from one of its incidents: as it was said, or the other way round. */
export const linkSides = ['retaliation-for', 'retaliated-by', 'related', 'duplicate-of', 'duplicated-by'] as const
export type LinkSide = (typeof linkSides)[number]

/** What the link makes of the other incident, read from the side of any of `ids`. */
export function sideOf({ kind, fromId }: Pick<IncidentLink, 'kind' | 'fromId'>, ids: readonly string[]): LinkSide {
  if (kind === 'related' || ids.includes(fromId)) return kind
  return kind === 'retaliation-for' ? 'retaliated-by' : 'duplicated-by'
}

/** A link for those who see places coarsely: why it was said may name the place. */
export function coarsenLink(link: IncidentLink): IncidentLink {
  const { set, removed } = link
  return { ...link, set: { ...set, reason: '' }, removed: removed === null ? null : { ...removed, reason: '' } }
}
