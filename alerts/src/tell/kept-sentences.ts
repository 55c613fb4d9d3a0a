/** Why the house itself revised an incident, in English. `why` is what a person said. */
export const keptSentences = {
  // These two it said when it revised what was due; it tells of that without a revision now.
  'kept.windowNear': 'The window of the threat is near',
  'kept.quietOver': 'What a rule has kept for later is due',
  'kept.stated': 'Its source states it',
  'kept.noReason': 'No reason was given',
  'kept.otherwise': 'Its source says otherwise now',
  'kept.withdrawnBy': 'Withdrawn by {source}',
  'kept.importOf': 'Import of {file}',
  'kept.importUndone': 'Import of {file} undone',
  'kept.mergedIntoIt': '“{title}” is merged into it: {why}',
  'kept.noLongerMerged': '“{title}” is no longer merged into it: {why}',
  'kept.retaliationFor': 'Linked: in retaliation for “{title}”: {why}',
  'kept.retaliatedBy': 'Linked: “{title}” is in retaliation for it: {why}',
  'kept.related': 'Linked: related to “{title}”: {why}',
  'kept.duplicateOf': 'Linked: a duplicate of “{title}”: {why}',
  'kept.duplicatedBy': 'Linked: “{title}” is a duplicate of it: {why}',
  'kept.unlinked': 'No longer linked with “{title}”: {why}',
  'kept.toldAsOne': '{source} tells them as one in “{title}”',
  'kept.reliability': '{source} is held to be {reliability} now',
  'kept.reliabilityWhy': '{source} is held to be {reliability} now: {why}',
} as const
