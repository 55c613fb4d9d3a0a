/** What the house says of what has not come, in English. */
export const absenceSentences = {
  'absence.title': 'Nothing heard near {zone} for {silentHours} h',
  'absence.titleFrom': 'Nothing heard from {names} near {zone} for {silentHours} h',
  'absence.summary': 'The rule "{rule}" has waited for a message since {sinceAt}.',
  'absence.ended': 'Something is heard again',
} as const
