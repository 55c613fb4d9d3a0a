/**
 * The words that somebody looks for, as a query: with quotes for a phrase, `or`, and a minus before what must not be there.
 * Minuses in a row are a line that was pasted with the words; PostgreSQL takes each for a "not" of the next, and gives up on
 * more than 32 of them.
 */
export function lookedFor(words: string): string {
  return String.raw`websearch_to_tsquery('simple', regexp_replace(${words}, '-(\s*-)+', ' ', 'g'))`
}
