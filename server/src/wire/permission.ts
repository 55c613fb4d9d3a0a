import type { Role, Scope } from '@cordon/alerts'

/**
 * What a request may need. `open` needs no sign-in, `own` only somebody signed in.
 * Whatever is not granted below is denied.
 */
export const permissions = [
  'open',
  'own',
  'read',
  'export',
  /** See where something happened, in a house that shows it to others coarsely. */
  'place:exact',
  'ingest',
  'incident:correct',
  'zone:write',
  'zone:write-any',
  'rule:write',
  'alert:act',
  /** Say who is told when nobody comes. */
  'duty:write',
  /** Write into the watch log, and strike through what is wrong in it. */
  'log:write',
  /** Be on watch, hand it over and take it over: people, no programs. */
  'shift:take',
  'handover:read',
  /** Read monthly reports and take them out: they tell places as they are. */
  'sitrep:read',
  /** Draw them up and edit them. */
  'sitrep:write',
  /** Sign them: people, no programs. */
  'sitrep:sign',
  'facility:write',
  /** Bring history and places in; what others brought is `import:manage`. */
  'import',
  'import:manage',
  'source:write',
  /** See how each officer did, and not oneself alone. */
  'review:all',
  /** Read the audit log, and follow it to its end. */
  'audit:read',
  'feed:repair',
  'feed:write',
  'account:manage',
  /** Make teams and say who is in them: it gives sight of what is a team's, as no other role does. */
  'team:manage',
  'token:manage',
  /** Say how long what is kept stays, and hold what has to. */
  'keep:manage',
  'story:run',
] as const
export type Permission = (typeof permissions)[number]

const viewer = ['open', 'own', 'read'] as const
/** What a watch does, whether a person or a program does it. */
const watch = [
  'export',
  'place:exact',
  'ingest',
  'incident:correct',
  'zone:write',
  'rule:write',
  'feed:repair',
  'alert:act',
  'log:write',
  'handover:read',
  'sitrep:read',
] as const
const officer = [...viewer, ...watch, 'shift:take'] as const
const supervisor = [
  ...officer,
  'zone:write-any',
  'duty:write',
  'facility:write',
  'import',
  'import:manage',
  'source:write',
  'feed:write',
  'audit:read',
  'review:all',
  'sitrep:write',
  'sitrep:sign',
] as const
const administrator = [
  ...supervisor,
  'account:manage',
  'team:manage',
  'token:manage',
  'keep:manage',
  'story:run',
] as const

/** The one home of what a role may do. */
export const roleGrants: Readonly<Record<Role, readonly Permission[]>> = { viewer, officer, supervisor, administrator }

/** What somebody answers for in person. */
const ofPeople: readonly Permission[] = ['own', 'shift:take', 'sitrep:sign']

/** The one home of what an API token may do: the union over its scopes. */
export const scopeGrants: Readonly<Record<Scope, readonly Permission[]>> = {
  read: ['open', 'read', 'export'],
  // A sensor's or a feed's token: it brings things in, and neither reads nor takes back what others brought.
  ingest: ['open', 'ingest', 'import'],
  write: ['open', 'read', ...watch],
  admin: permissions.filter((permission) => !ofPeople.includes(permission)),
}
