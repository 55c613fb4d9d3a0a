/** What an entry of the audit log may be about, and open where it is still there. */
export const auditKinds = [
  'zone',
  'rule',
  'calendar',
  'incident',
  'alert',
  'feed',
  'source',
  'sitrep',
  'account',
  'team',
] as const
export type AuditKind = (typeof auditKinds)[number]
