const longestName = 200

/** What the text of an .ics file calls its calendar; null where it says nothing. Lines may be folded, and commas escaped. */
export function icsName(text: string): string | null {
  const unfolded = text.replaceAll(/(?:\r\n|\n|\r)[ \t]/g, '')
  const [, told = ''] = /^X-WR-CALNAME(?:;(?:"[^"\r\n]*"|[^":\r\n])*)?:(.*)$/im.exec(unfolded) ?? []
  const name = told.replaceAll(/\\n/gi, ' ').replaceAll(/\\(.)/g, '$1').trim()
  return name === '' ? null : name.slice(0, longestName)
}
