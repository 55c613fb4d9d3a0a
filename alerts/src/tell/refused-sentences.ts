/**
 * Why something that came in was not taken, in English. The first three are the form in which every reader and contract
 * names what it expected and what it got.
 */
export const refusedSentences = {
  'refused.expected': 'Expected {expected}; got {got}',
  'refused.empty': 'Expected {expected}; the field is empty',
  'refused.missing': 'Expected {expected}; it is missing',
  'refused.atLine': 'Line {line}: {why}',
  'refused.atRecord': 'Record {record}: {why}',
  'refused.more': '{count} more could not be taken and are not kept',
  'refused.firstRead': 'Only the first {mostCount} records are read; cut the payload into parts',
  'refused.linkFailed': '{link}: {why}',
  'refused.notInTime': 'The answer was not complete after {seconds} s',
  'refused.nothingCame': 'Nothing came for {seconds} s',
  'refused.noConnection': 'No connection within {seconds} s',
  'refused.tooLarge': 'The answer is larger than {megabytes} MB',
  'refused.redirects': 'It redirects more than {count} times',
  'refused.nameUnknown': 'No answer: its name is not known',
  'refused.notConnected': 'No answer: the connection was refused',
  'refused.cutOff': 'No answer: the connection was cut off',
  'refused.noAnswer': 'No answer: {fault}',
  'refused.inside': '{host} is inside the network; an operator allows it with {setting}',
  'refused.userName': 'Expected an address without a user name in it',
  'refused.otherFile': 'Expected GeoJSON, KML, KMZ or GPX; it begins with {got}',
  'refused.emptyFile': 'Expected GeoJSON, KML, KMZ or GPX; the file is empty',
  'refused.otherXml': 'Expected GeoJSON, KML, KMZ or GPX; this is XML of another kind, {got}',
  'refused.inArchive': 'In {document}: {why}',
  'refused.manyShapes': 'Expected at most {mostCount} shapes in a file; this one has more: cut it into parts',
  'refused.readTime': 'It could not be read within {seconds} s',
  'refused.readFault': 'It could not be read: {fault}',
  'refused.readEarly': 'Reading it ended too early',
  'refused.zipDamaged': 'This zip archive is damaged; is it complete?',
  'refused.zipNoKml':
    'This is a zip archive without a KML document in it, perhaps an Excel workbook: unpack it, or save it as CSV',
  'refused.zipLarge': 'This archive unpacks to more than {bytes} bytes at {document}: cut it into parts',
  'refused.endsInside': 'The file ends inside this feature',
  'refused.endsInList': 'The file ends before its list of features is closed; is it complete?',
  'refused.notClosed': 'This feature is not closed before the next one begins on line {line}',
  'refused.brokenFeature': 'This feature is not valid JSON at its character {character}: {fault}',
  'refused.deepJson': 'Expected JSON nested at most {mostCount} deep; byte {byte} goes deeper',
  'refused.unknownHeader':
    'The header names no known format. Nearest is {format}, which also needs: {columns}. Got {gotCount} columns: {got}',

  'refused.placeUnknown':
    'Its place is only named ("{text}") and not known by that name: give longitude, latitude and how far it reaches',
  'refused.placeMayBe': '"{text}" may be {options}: say which, give longitude, latitude and how far it reaches',
  'refused.placeUnclear':
    '"{text}" may be more than one place: say which, give longitude, latitude and how far it reaches',
  'refused.placeDoubted': '"{text}": {why} Check it, and give longitude, latitude and how far it reaches',
  'refused.placeFar':
    '"{text}" is known {awayMetres} away from what the feed is relied on for: is that the place? If so, give longitude, latitude and how far it reaches',
  'refused.noPosition': 'It has no position: give longitude and latitude',
  'refused.noPair': 'Expected a longitude and a latitude; the row has none',
  'refused.noArea': 'It names no area and has no polygon or circle: give longitude, latitude and how far it reaches',
  'refused.takenBack': 'Its source has taken it back',
  'refused.capMissing': 'CAP requires <{element}>; it is missing or empty',
  'refused.capNoInfo': 'It has no <info>: it says neither what nor where',

  'refused.before1900': 'Expected 1900 or later, got {got}.',
  'refused.endFirst': 'Expected occurredFrom ({from}) or later, got {got}.',
  'refused.notYet': 'Expected an event no later than now ({now}), got {got}; what is yet to come is a threat.',
  'refused.reportedLater': 'Expected a time no later than now ({now}), got {got}.',

  'refused.noContent': 'The answer is empty',
  'refused.notUtf8': 'The answer is not UTF-8, and says of no other encoding that it is in it',
  'refused.webPage': 'This is a web page (HTML), not a feed: has its address changed, or does it ask to sign in?',
  'refused.webPageFile':
    'This is a web page (HTML), not data: save the file that the page offers; expected CSV, GeoJSON, KML, KMZ or GPX',
  'refused.brokenJson': 'This is not valid JSON: {fault}; is it complete?',
  'refused.brokenXml': 'This is not well-formed XML: {fault}; is it complete?',
  'refused.doctype': 'It has a DOCTYPE, which can hold entities that multiply: not read any further',
  'refused.manyElements':
    'This XML has more than {mostCount} elements, the most that are read at once: cut it into parts',
  'refused.deepXml': 'This XML is nested deeper than {mostCount} elements on line {line}, the most that are read',
  'refused.reservedName':
    'This XML cannot be read: an element or an attribute on line {line} bears the reserved name "{name}"; give it another',

  'refused.ringIdle':
    'Expected the farther ring to ask for more; within {farMetres} it asks for no more than within {nearMetres}, which makes the nearer ring idle',
  'refused.leadEvents': 'Expected threats among the kinds; what has happened has no window that opens',
  'refused.houseKey':
    'Expected an id of your own; those that begin with absence/ are what the house itself has not heard',
  'refused.trendThreats':
    'Expected events in a rule that tells of a rise; a threat has not happened, and is not counted',
  'refused.trendCounts':
    'Expected a trend or a count; a rule that asks for both would hide from one what the other counts',
  'refused.absenceCounts': 'Expected no count in a rule that waits until nothing comes; it could never tell anything',
  'refused.absencePrivate':
    'Expected a zone that everybody sees, because the house tells everybody what is missed; {zone} is seen by some alone',
  'refused.silentThreat': 'Expected events among the kinds; the silence of a feed never comes as a threat',
  'refused.calendarIdle': 'These hours are never on: they ask for the events of a calendar and leave them out',
  'refused.calendarUnknown': 'Expected the id of a calendar; got {got}',
  'refused.calendarHidden': 'Expected a calendar that all see who see {zone}; not all of them see {calendar}',
  'refused.calendarTeams':
    'Expected a calendar that is seen by everybody or by you alone, since {zone} is private; {calendar} is a team’s, which you may leave',
  'refused.alwaysQuiet':
    'Expected some hour that is not quiet; these quiet hours last the whole week, so the rule could never tell anything',
  'refused.hoursAllQuiet':
    'Expected quiet hours that leave some of the hours of the rule; all of them are quiet, so the rule could never tell anything',
  'refused.hoursIdle':
    'Expected hours that keep something back; the rule takes nothing below {leastSeverity}, and from {severity} on it is told whatever the hour',
  'refused.silenceOver': 'Expected an end after now; got {untilAt}',
  'refused.silenceLong': 'Expected an end within {daysCount} days',
} as const
