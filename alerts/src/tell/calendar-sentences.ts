/** Why a calendar was not taken, in English. */
export const calendarSentences = {
  'calendar.notOne': 'Expected an iCalendar text, which begins with BEGIN:VCALENDAR; got "{got}"',
  'calendar.noEvents': 'Expected at least one event (VEVENT) that is not cancelled; got none',
  'calendar.manyEvents': 'Expected at most {mostCount} events; got {eventsCount}',
  'calendar.manyTimes': 'Expected at most {mostCount} times that are told one by one (RDATE, EXDATE); got {timesCount}',
  'calendar.manyRules': 'Expected at most {mostCount} rules for repeating (RRULE); got {rulesCount}',
  'calendar.often':
    'Expected events that come at most {mostCount} times in a year and are found at once; with "{event}" it is more',
  'calendar.tooFine': 'Expected an event that repeats by the hour or more seldom; got "{got}"',
  'calendar.rule': 'Expected a rule for repeating such as FREQ=WEEKLY;BYDAY=FR; got "{got}"',
  'calendar.time': 'Expected a time such as 20260527, 20260527T080000 or 20260527T080000Z; got "{got}"',
  'calendar.zone': 'Expected a time zone such as Asia/Damascus; got "{got}"',
  'calendar.duration': 'Expected a duration such as P1D or PT1H30M; got "{got}"',
  'calendar.noStart': 'Expected a beginning (DTSTART) of the event "{event}"; it is missing',
  'calendar.endsBefore': 'Expected the event "{event}" to end after it begins; got "{got}"',
  'calendar.line': 'Expected a line such as NAME:VALUE; got "{got}"',
  'calendar.notEnded': 'Expected END:{got}; the text ends before it',
  'calendar.wrongEnd': 'Expected END:{expected}; got {got}',
  'calendar.outside': 'Expected BEGIN:VCALENDAR or the end of the text; got "{got}"',
  'calendar.twice': 'Expected {name} once in an event; got another one, "{got}"',
  'calendar.twoEnds':
    'Expected one end of an event; got "{got}" beside a duration of "{duration}", which ends elsewhere',
  'calendar.rulePart': 'Expected a rule for repeating such as FREQ=WEEKLY;BYDAY=FR; got "{part}" in "{got}"',
  'calendar.notRead': 'Expected repeating told by RRULE, RDATE and EXDATE; {got} is not read',
} as const
