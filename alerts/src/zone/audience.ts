import type { Zone } from '../model.js'

/**
 * Who is told of something, as one word that is stored with it: `all`, `user:<account>` or `team:<team>`. Who hears by it
 * is decided when it is told, by what the reader is then; so nothing that is stored has to change when people do.
 */
export type Audience = string

/** Who hears of a zone, of its rules and of its alerts. A team's zone without a team is its owner's. */
export function audienceOf({ visibility, ownerId, teamId }: Pick<Zone, 'visibility' | 'ownerId' | 'teamId'>): Audience {
  if (visibility === 'public') return 'all'
  return visibility === 'team' && teamId !== undefined ? audienceOfTeam(teamId) : audienceOfAccount(ownerId)
}

export function audienceOfAccount(accountId: string): Audience {
  return `user:${accountId}`
}

export function audienceOfTeam(teamId: string): Audience {
  return `team:${teamId}`
}

/** The audiences that somebody belongs to: everybody's, their own, and those of the teams they are in now. */
export function audiencesOfAccount(accountId: string, teamIds: readonly string[]): readonly Audience[] {
  return ['all', audienceOfAccount(accountId), ...teamIds.map(audienceOfTeam)]
}

/** The one account that an audience is; null where it is more than one. */
export function accountIn(audience: Audience): string | null {
  return audience.startsWith('user:') ? audience.slice('user:'.length) : null
}

/** The team that an audience is; null where it is none. */
export function teamIn(audience: Audience): string | null {
  return audience.startsWith('team:') ? audience.slice('team:'.length) : null
}
