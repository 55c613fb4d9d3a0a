/** What the stages of a rule say, in English: a name for counting, a colon, and the values that decided. */
export const ruleSentences = {
  'rule.live': 'live: it came in as news',
  'rule.history': 'history: it came in as history, which is recorded and never alerted',
  'rule.refuted': 'refuted: the incident is refuted',
  'rule.merged': 'merged: the incident is merged into another one',
  'rule.withdrawn': 'withdrawn: the import that brought the incident was undone',
  'rule.status': 'status: {status}',
  'rule.enabled': 'enabled: the rule is on',
  'rule.off': 'switched off: the rule "{rule}" is switched off',

  'rule.kindAny': 'kind: {kind}, the rule takes any',
  'rule.kindAsked': 'kind: {kind}, as the rule asks',
  'rule.kindOther': 'other kind: {kind}, the rule takes {kinds}',
  'rule.typeAny': 'type: {type}, the rule takes any',
  'rule.typeAsked': 'type: {type}, as the rule asks',
  'rule.typeOther': 'other type: {type}, the rule takes {types}',
  'rule.typeUnnamed': 'other type: {type}, which a rule has to name',
  'rule.severityAny': 'severity: {severity}, the rule takes any',
  'rule.severityEnough': 'severity: {severity}, the rule asks for {leastSeverity} or worse',
  'rule.severityLow': 'not severe enough: {severity}, the rule asks for {leastSeverity} or worse',
  'rule.gradeAny': 'grade: {grade}, the rule takes any',
  'rule.gradeEnough': 'grade: {grade}, the rule asks for {leastGrade} or better',
  'rule.gradeLow': 'grade too low: {grade}, the rule asks for {leastGrade} or better',

  'rule.definiteInside': 'definite: {depthMetres} inside {zone}, within about {uncertaintyMetres}, reach {reachMetres}',
  'rule.definiteAway':
    'definite: {distanceMetres} away from {zone}, within about {uncertaintyMetres}, reach {reachMetres}',
  'rule.definiteEdge': 'definite: at the edge of {zone}, within about {uncertaintyMetres}, reach {reachMetres}',
  'rule.possibleInside': 'possible: {depthMetres} inside {zone}, within about {uncertaintyMetres}, reach {reachMetres}',
  'rule.possibleAway':
    'possible: {distanceMetres} away from {zone}, within about {uncertaintyMetres}, reach {reachMetres}',
  'rule.possibleEdge': 'possible: at the edge of {zone}, within about {uncertaintyMetres}, reach {reachMetres}',
  'rule.unsureInside':
    'possible only: {depthMetres} inside {zone}, within about {uncertaintyMetres}, reach {reachMetres}; the rule asks for definite',
  'rule.unsureAway':
    'possible only: {distanceMetres} away from {zone}, within about {uncertaintyMetres}, reach {reachMetres}; the rule asks for definite',
  'rule.coarseReach': 'possible: within reach; how near is not told to you',
  'rule.coarseUnknown': 'coarse: whether it is within reach is not told to you',
  'rule.unsureEdge':
    'possible only: at the edge of {zone}, within about {uncertaintyMetres}, reach {reachMetres}; the rule asks for definite',
  'rule.outside': 'outside: {distanceMetres} away from {zone}, within about {uncertaintyMetres}, reach {reachMetres}',
  'rule.archived': 'archived: {zone} is archived and hears nothing',

  'rule.ringMet': 'near enough: {severity} within {withinMetres}, where the rule asks for {leastSeverity} or worse',
  'rule.ringLow': 'not severe enough: {severity} at {distanceMetres}, the rule asks there for {leastSeverity} or worse',
  'rule.ringBeyond': 'beyond the rings: {distanceMetres} away, the widest ring of the rule ends at {withinMetres}',
  'rule.originsEnough': 'origins: {originsCount}, the rule asks for {leastCount} independent ones or more',
  'rule.originsFew': 'too few origins: {originsCount}, the rule asks for {leastCount} independent ones or more',
  'rule.actorAsked': 'actor: {actors}, as the rule asks',
  'rule.actorOther': 'other actor: {actors}, the rule takes {askedActors}',
  'rule.wordFound': 'word: it says "{word}", as the rule asks',
  'rule.wordMissing': 'no such word: it says none of {askedWords}',
  'rule.hoursWithin': 'in its hours: {weekday} {clock} in {timeZone}',
  'rule.hoursOut': 'out of hours: {weekday} {clock} in {timeZone}, when the rule tells nothing',
  'rule.hoursOutBelow':
    'out of hours: {weekday} {clock} in {timeZone}, when the rule tells only what is {leastSeverity} or worse',
  'rule.hoursAllTheSame': 'exempt from hours: {severity}, the rule always tells what is {leastSeverity} or worse',
  'rule.quietOver': 'quiet hours over: {weekday} {clock} in {timeZone}',
  'rule.quiet': 'quiet hours: {weekday} {clock} in {timeZone}, when the rule tells nothing',
  'rule.quietBelow':
    'quiet hours: {weekday} {clock} in {timeZone}, when the rule tells only what is {leastSeverity} or worse',
  'rule.quietAllTheSame': 'exempt from quiet: {severity}, the rule always tells what is {leastSeverity} or worse',
  'rule.notSilenced': 'silence: none that is on keeps it back',
  'rule.silenced': 'silenced: by {by} until {untilAt}: {why}',
  'rule.silenceAllTheSame': 'exempt from silence: {severity}, what is {leastSeverity} or worse is told all the same',

  'rule.freshMinutes': 'fresh: {ageMinutes} min old, the rule takes up to {freshHours} h',
  'rule.freshHours': 'fresh: {ageHours} h old, the rule takes up to {freshHours} h',
  'rule.stale': 'stale: {ageHours} h old, the rule takes up to {freshHours} h',
  'rule.knownBefore':
    'known before: it came {cameAt}, the rule watches here since {watchedAt}, and only its grade is new',
  'rule.told': 'already told: version {version} of the rule has alerted for this incident',
  'rule.toldForMerged':
    'already told: version {version} of the rule has alerted for an incident that is merged into this one',
  'rule.notTold': 'not yet told: the rule has not alerted for this incident',
  'rule.noCooldown': 'no cooldown: the rule has none',
  'rule.firstAlert': 'no cooldown: the rule has not alerted before',
  'rule.cooled': 'cooldown over: it alerted {sinceMs} ago, cooldown {cooldownMinutes} min',
  'rule.cooling': 'cooling down: it alerted {sinceMs} ago on another incident, silent until {untilAt}',
} as const
