import type { RuleConditions } from '../rule/rule.js'

/** The calendars that the hours of a rule go by, each once. */
export function calendarsOf({ hours, quietHours }: Pick<RuleConditions, 'hours' | 'quietHours'>): readonly string[] {
  if (hours?.calendars === undefined && quietHours?.calendars === undefined) return []
  const used = [...(hours?.calendars ?? []), ...(quietHours?.calendars ?? [])]
  return [...new Set(used.map(({ id }) => id))]
}
