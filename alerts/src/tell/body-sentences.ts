/** Why what a request brings, or how it asks, is refused before anybody reads what it says, in English. */
export const bodySentences = {
  'body.zip': 'Expected JSON, the body looks like a zip archive.',
  'body.gzip': 'Expected JSON, the body looks like gzip.',
  'body.xml': 'Expected JSON, the body looks like XML or HTML.',
  'body.utf16': 'Expected JSON, the body looks like UTF-16 text.',
  'body.notUtf8': 'The body is not valid UTF-8.',
  'body.deep': 'The body is nested deeper than {mostCount} levels at byte {byte}.',
  'body.stops': 'Line {line}, column {column}: expected {expected}; got {got}.',
  'body.ends': 'Line {line}, column {column}: expected {expected}; the text ends.',
  'body.prototypes': 'The keys "__proto__" and "constructor.prototype" are not accepted.',
  'body.mediaType': 'Send JSON with Content-Type: application/json; got {got}.',
  'body.noMediaType': 'Send JSON with Content-Type: application/json; got none.',
  'body.method': 'Got {got}, expected {options}.',
} as const
