/** What is said of a search of history beside its rows. */
export const historySentences = {
  'history.nothing': 'Nothing has been recorded yet.',
  'history.archived': 'Incidents that were left alone since before {before} may have gone into archives.',
  'history.beforeAll': 'Nothing was known at {asOf}: the first record was made at {began}.',
  'history.noCalm':
    'That nothing is found does not mean that all is quiet: {feed}, which is relied on, is not up to date.',
} as const
