/** Why a report is not drawn up, changed, signed or sent, and something is not held, in English. */
export const sitrepSentences = {
  'sitrep.draftSend': 'It is a draft: it is sent once somebody has signed it.',
  'sitrep.draftCorrect': 'It is a draft: edit it, there is nothing to correct.',
  'sitrep.signed': '{by} signed it at {signedOn}: it stays as it is. Correct it by a new version.',
  'sitrep.otherHash': 'You sign {mine}, the present one is {present}. Read it again.',
  'sitrep.month': 'Expected a month such as 2017-09',
  'sitrep.monthOrSpan': 'Expected a month, or else `from` and `until`',
  'sitrep.plain': 'Expected plain text',
  'sitrep.span': 'Expected a time after `from` ({from}) and at most a year after it; got {got}',
  'sitrep.beforeKnown': 'Expected a time before that as of which it tells ({known}); got {got}',
  'sitrep.unrecorded': 'Expected a time at which something was recorded, {began} or later; got {got}',
  'sitrep.archived':
    'Expected a period that is not in archives, or those put back first: from and the period before it, from {first} on, are older than what is kept here ({archived})',
  'sitrep.privateZone': 'Expected a public zone: everybody who reads reports would see a private one',
  'sitrep.most': 'Expected a search of at most {mostCount} incidents in a period; narrow it',
  'sitrep.reader': 'Expected somebody who may read reports; got {got}',
  'sitrep.mailbox': 'Expected somebody with a verified e-mail address; {name} has none',
  'sitrep.once': 'Expected each of them once',
  'sitrep.nobody': 'Expected somebody to send it to',

  'keep.heldWhat': 'Expected a search, an empty one for everything, or some incidents',
} as const
