/** The name of the feed in the title that the house gives to its silence; null for any other title. */
export function silentFeed(title: string): string | null {
  return /^(.+) is silent$/u.exec(title)?.[1] ?? null
}
