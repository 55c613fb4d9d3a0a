/** Why a week is or is not out of the ordinary. */
export const trendSentences = {
  'trend.nothing': 'Nothing in these weeks.',
  'trend.quiet': 'None, where {expected} were to be expected.',
  'trend.tooFew': '{weekCount} this week; there are too few weeks before it to compare with.',
  'trend.usual':
    '{weekCount} where {expected} were to be expected: as many or more come by chance in {chance} of weeks.',
  'trend.tail':
    '{weekCount} where {expected} were to be expected: as many or more come by chance in only {chance} of weeks.',
  'trend.ears':
    '{weekCount}, which is {score} deviations above the {baseline} of the seven weeks before the last two (EARS C2 asks for more than 3); {expected} were to be expected over the year, and as many or more come by chance in {chance} of weeks.',
  'trend.both':
    '{weekCount}, which is {score} deviations above the {baseline} of the seven weeks before the last two (EARS C2 asks for more than 3); {expected} were to be expected over the year, and as many or more come by chance in only {chance} of weeks.',
} as const
