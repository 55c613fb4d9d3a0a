import type { AuditKind } from '@cordon/alerts'
import type { AuditSaid } from '../wire/index.js'

/** Something that an entry speaks of by its id. */
export interface AuditAbout {
  readonly kind: AuditKind
  readonly id: string
}

/** What each part of an address holds. */
const kindsOf: Readonly<Record<string, AuditKind>> = {
  ...{ zones: 'zone', rules: 'rule', calendars: 'calendar', incidents: 'incident', alerts: 'alert' },
  ...{ feeds: 'feed', sources: 'source', sitreps: 'sitrep', accounts: 'account', teams: 'team' },
}

/** What an entry is about: what it made, where that can be opened, or else what its address names. */
export function aboutOf({ action, params, made }: Pick<AuditSaid, 'action' | 'params' | 'made'>): AuditAbout | null {
  const parts = action.replace(/^\w+ /, '').split('/')
  const fresh = kindsOf[parts.at(-1) ?? '']
  if (made !== undefined && fresh !== undefined) return { kind: fresh, id: made }
  const kind = kindsOf[parts[parts.indexOf(':id') - 1] ?? '']
  const id = namedIn(params)
  return kind === undefined || id === null ? null : { kind, id }
}

/** The id in the address of what was done; null where it has none. */
export function namedIn(params: unknown): string | null {
  const isSaid = typeof params === 'object' && params !== null && 'id' in params
  return isSaid && typeof params.id === 'string' ? params.id : null
}
