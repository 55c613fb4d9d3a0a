/** What is said of a search of history beside its rows. */
export const historySentences = {
  'history.nothing': 'Nothing has been recorded yet.',
  'history.beforeAll': 'Nothing was known at {asOfAt}: the first record was made at {beganAt}.',
} as const
