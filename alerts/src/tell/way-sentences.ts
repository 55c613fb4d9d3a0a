/** Why a message did not arrive, or a feed could not be read on the way, in English; `why` and `fault` are often words of others. */
export const waySentences = {
  'way.late': 'It did not answer in time',
  'way.brokenOff': 'It was broken off',
  'way.longAnswer': 'It answered more than is read',
  'way.noEnd': 'It ended without an answer',
  'way.mailRefused': 'The mail server refused it: {fault}',
  'way.mailNotTaken': 'The mail server did not take it: {fault}',
  'way.noMailServer': 'This house has no mail server ({setting})',
  'way.noKeys': 'It has no keys of a browser',
  'way.unencrypted': 'Nothing can be encrypted for it: {fault}',
  'way.unmade': 'It could not be put together',
  'way.notSeen': 'Whoever is told there may not see it any more',
  'way.signed': 'It is signed already',
  'way.unsealed': 'It is sealed no more',
  'way.otherSeal': 'It was changed since it was sealed, or belongs to something else',
  'way.badRedirect': 'It redirects to "{address}", which is no address',
  'way.downgrade': 'It redirects from https to http',
  'way.notLetIn': 'HTTP {status}: it lets nobody in with this address and key; look at both',
  'way.nothingThere': 'HTTP {status}: there is nothing at this address; look at it',
  'way.tooOften':
    'HTTP {status}: it is asked too often, and from now on less often; choose a longer interval if that goes on',
  'way.theirFault': 'HTTP {status}: a fault of its own server; it is asked again by itself',
  'way.noContent': 'HTTP {status}: it answered without any content; look at its address',
  'way.otherStatus': 'HTTP {status}: expected 200; look at its address',
} as const

/** What went wrong on the way, as another sentence has it in itself. */
export const wayFaults = {
  'fault.refused': 'the connection was refused',
  'fault.cutOff': 'the connection was cut off',
  'fault.unknownName': 'its name is not known',
  'fault.noLookup': 'its name could not be looked up',
  'fault.noHost': 'its host cannot be reached',
  'fault.noNetwork': 'its network cannot be reached',
  'fault.timedOut': 'the connection timed out',
  'fault.noConnection': 'no connection came about',
  'fault.nothingCame': 'nothing came in time',
  'fault.expired': 'its certificate has expired',
  'fault.selfSigned': 'its certificate is signed by itself',
  'fault.otherName': 'its certificate is for another name',
  'fault.longHead': 'its answer begins with more headers than are read',
} as const
