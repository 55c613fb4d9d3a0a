import type { Role } from '@cordon/alerts'
import type { Permission } from '@cordon/server/wire'

/** What a place asks of whoever goes there: one of some permissions, which every role from one on has. */
interface Needs {
  readonly anyOf: readonly Permission[]
  readonly from: Role
}

/** The places that not everybody may see; who is not named here may see all others. */
export const placeNeeds: ReadonlyMap<string, Needs> = new Map([
  ['/paste', { anyOf: ['ingest'], from: 'officer' }],
  ['/handover', { anyOf: ['handover:read'], from: 'officer' }],
  ['/reports', { anyOf: ['sitrep:read'], from: 'officer' }],
  ['/review', { anyOf: ['alert:act'], from: 'officer' }],
  ['/audit', { anyOf: ['audit:read'], from: 'supervisor' }],
  ['/import', { anyOf: ['import'], from: 'supervisor' }],
  [
    '/admin',
    { anyOf: ['account:manage', 'token:manage', 'source:write', 'duty:write', 'story:run'], from: 'supervisor' },
  ],
] satisfies [string, Needs][])

/** Whether somebody may see a place, by what they may do. */
export function maySee(path: string, may: (permission: Permission) => boolean): boolean {
  return placeNeeds.get(path)?.anyOf.some(may) ?? true
}
