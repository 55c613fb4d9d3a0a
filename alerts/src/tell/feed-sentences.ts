/** What the house says of feeds, in English. `why` is itself one or more of these, parted by semicolons. */
export const feedSentences = {
  'feed.quiet': 'nothing new for {quietMs}, expected every {expectedMs}',
  'feed.failures': '{count} failures in a row: {error}',
  'feed.noAnswer': '{count} failures in a row: no answer',
  'feed.unreadable': '{count} of the last {seenCount} items could not be taken',
  'feed.allRefused': 'nothing of what it brought could be taken: {count} refused',
  'feed.nothingYet': 'nothing has come from it yet',
  'feed.notAnswered': 'nothing could be read from it yet: {error}',
  'feed.news': 'something new {agoMs} ago',
  'feed.noNewsYet': 'it answers; nothing new yet',
  'feed.silent': '{feed} is silent',
  'feed.silence': 'The feed {feed}: {why}. What happens meanwhile may not be known here.',
  'feed.heardAgain': '{feed} tells something again',
  'feed.switchedOff': '{feed} was switched off',
  'feed.removed': '{feed} was taken off the list',
} as const
