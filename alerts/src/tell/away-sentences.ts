/** Why the house cannot do now what was asked, or there is nothing where it was asked for, in English. */
export const awaySentences = {
  'away.full': 'Too much waits to be stored already. Try again soon.',
  'away.disk': 'The disk is full. Nothing was stored. Try again soon.',
  'away.busy': 'The database is busy. Nothing was stored. Try again soon.',
  'away.lost': 'The database cannot be reached. Only an answer tells that something was stored. Try again soon.',
  'away.unstorable': 'What was sent holds a value that nothing can be: {fault}.',
  'away.logged': 'It is logged here as {request}.',
  'away.nothing': 'There is nothing at {got}.',
  'away.stale': 'You edit {mine}, the present one is {present}. Read it again.',
  'away.underWay': 'The first request with this key is still under way.',
  'away.answerLost':
    'A request with this key was carried out, and its answer is lost. Look at what is there before you send it again with another key.',
  'away.slow': 'The database is slow.',
} as const
