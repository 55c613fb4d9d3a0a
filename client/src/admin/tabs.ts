import type { Permission } from '@cordon/server/wire'

/** The parts of the administration, each with what it asks for. */
export const adminTabs = [
  { id: 'accounts', permission: 'account:manage' },
  { id: 'teams', permission: 'team:manage' },
  { id: 'tokens', permission: 'token:manage' },
  { id: 'sources', permission: 'source:write' },
  { id: 'escalations', permission: 'duty:write' },
  { id: 'rotations', permission: 'duty:write' },
  { id: 'exercise', permission: 'story:run' },
  { id: 'keeping', permission: 'keep:manage' },
] as const satisfies readonly { readonly id: string; readonly permission: Permission }[]
