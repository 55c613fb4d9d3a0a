/** Why a week is or is not out of the ordinary. */
export const trendSentences = {
  'trend.nothing': 'Nothing in these weeks.',
  'trend.feedSilent':
    '{feed}, which is relied on, was silent for {silentMs} in these weeks: what it would have told is missing.',
  'trend.quiet': 'None, where {expected} were to be expected.',
  'trend.tooFew': '{weekCount} this week; there are too few weeks before it to compare with.',
  'trend.usual':
    '{weekCount} where {expected} were to be expected: as many or more come by chance in {chance} of weeks.',
  'trend.tail':
    '{weekCount} where {expected} were to be expected: as many or more come by chance in only {chance} of weeks.',
  'trend.ears':
    '{weekCount} where {expected} were to be expected over the year, and {baseline} over the seven weeks that EARS C2 holds it against: those before the two weeks just past, which may be part of the same rise. That is {score} deviations above them (more than 3 are out of the ordinary); as many or more come by chance in {chance} of weeks.',
  'trend.both':
    '{weekCount} where {expected} were to be expected over the year, and {baseline} over the seven weeks that EARS C2 holds it against: those before the two weeks just past, which may be part of the same rise. That is {score} deviations above them (more than 3 are out of the ordinary); as many or more come by chance in only {chance} of weeks.',
} as const
