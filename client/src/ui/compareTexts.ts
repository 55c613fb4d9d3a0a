/** The order of two texts by their letters' codes, the same in every language: for what has to stand still. */
export function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
