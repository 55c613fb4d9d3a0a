/** What is said of a rule before it is saved, from what it would have told, and afterwards, from what it has told. */
export const previewSentences = {
  'preview.off': 'The rule is switched off and tells nothing; this is what it would tell switched on.',
  'preview.archived': '{zone} is archived and hears nothing.',
  'preview.ringBeyond':
    '{zone} listens to {reachMetres} beyond its shape and no farther: of the ring of {withinMetres} nothing beyond that is told. Let the zone listen farther.',
  'preview.often': 'About {count} alerts a week, more than one an hour: whoever is on watch will stop reading them.',
  'preview.never': 'Nothing of the {count} incidents near the zone would have been told. See below what stopped them.',
  'preview.neverHeard':
    'Nothing that the rule waits for came near {zone} in this time: it would tell once, and then wait until something comes.',
  'preview.neverSilent': 'Something that the rule waits for always came in time: it would not have told.',
  'preview.nothingNear':
    'Nothing happened near {zone} in this time, so nothing can be said of how often it would tell.',
  'preview.partly': 'More happened near {zone} than can be counted at once: only what came since {sinceAt} is counted.',

  'record.silent': 'The rule has told nothing in this time.',
  'record.wrong':
    '{wrongCount} of the {closedCount} alerts that were closed were false positives: what the rule asks for is not what matters.',
  'record.idle': '{idleCount} of the {closedCount} alerts that were closed had no impact: it may ask for too little.',
  'preview.calendarNever': 'The calendar {calendar} has no events ahead: this rule can never tell anything again',
  'preview.calendarOver': 'The calendar {calendar} has no events ahead',
} as const
