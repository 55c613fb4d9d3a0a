/** Hours of the day in words and figures, as minutes since midnight on the text's clock. */

export interface Hours {
  readonly from: number
  readonly to: number
  readonly precision: 'exact' | 'hour' | 'part-of-day'
  /** Minutes ahead of UTC where the words say so themselves ("0530Z"); null is the text's own clock. */
  readonly offsetMinutes: number | null
  readonly start: number
  readonly end: number
}

const hour = 60

/** Parts of a day. Night runs on into the next day. */
const parts: readonly (readonly [RegExp, number, number])[] = [
  [/\b(?:in the )?early hours(?: of(?: the morning)?)?\b|\bshortly after midnight\b|\bafter midnight\b/gi, 0, 5 * hour],
  [/\b(?:at |around )?dawn\b|\bdaybreak\b|\bfirst light\b/gi, 4 * hour, 7 * hour],
  [/\bearly(?: in the| this| that)? morning\b|\bearly (?=(?:on )?[A-Z][a-z]+day\b)/g, 0, 8 * hour],
  [/\bmorning\b/gi, 6 * hour, 12 * hour],
  [/\b(?:mid-?day|noon)\b/gi, 11 * hour, 14 * hour],
  [/\bafternoon\b/gi, 12 * hour, 18 * hour],
  [/\b(?:at )?(?:dusk|sunset|nightfall)\b/gi, 17 * hour, 20 * hour],
  [/\bevening\b/gi, 17 * hour, 23 * hour],
  [
    /\b(?:late (?=(?:on )?(?:[A-Z][a-z]+day|\d))|late last night|late (?:in|on) the (?:day|evening|night)|late at night|before midnight)/g,
    18 * hour,
    24 * hour,
  ],
  [/\b(?:at |that |the same |mid)?night(?!fall)\b|\btonight\b/gi, 18 * hour, 30 * hour],
  [/\bovernight\b/gi, -6 * hour, 6 * hour],
]

const zone = String.raw`(?<zone>Z|UTC|GMT|[A-IK-Y](?![A-Za-z])|L(?:T|ocal)?|hrs|hours|h|local(?: time)?|a\.?m\.?|p\.?m\.?)`
const figures: readonly RegExp[] = [
  // 0530Z, 1430 hrs, 090530ZNOV21
  new RegExp(
    String.raw`\b(?<day>(?:0[1-9]|[12]\d|3[01])(?=\d{4}))?(?<h>[01]\d|2[0-3])(?<m>[0-5]\d) ?${zone}(?= ?(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)|\b)`,
    'gi',
  ),
  // 05:30, 5.30 pm, 05:30Z
  new RegExp(String.raw`\b(?<h>[01]?\d|2[0-3])[:.](?<m>[0-5]\d)(?! ?(?:km|kg|m\b|%))(?: ?${zone})?`, 'gi'),
  // 5 pm
  new RegExp(String.raw`\b(?<h>1[0-2]|[1-9]) ?(?<zone>a\.?m\.?|p\.?m\.?)\b`, 'gi'),
]

/** The hours that a text names first, figures before words; null where it names none. */
export function hoursIn(text: string): Hours | null {
  const exact = figures.flatMap((pattern) => [...text.matchAll(pattern)])[0]
  if (exact !== undefined) return figureHours(exact)
  for (const [pattern, from, to] of parts) {
    const found = [...text.matchAll(pattern)][0]
    if (found === undefined) continue
    const end = found.index + found[0].trimEnd().length
    return { from, to, precision: 'part-of-day', offsetMinutes: null, start: found.index, end }
  }
  return null
}

function figureHours(found: RegExpExecArray): Hours {
  const zoneText = (found.groups?.['zone'] ?? '').toLowerCase().replaceAll('.', '')
  const hours = Number(found.groups?.['h'])
  const shift = zoneText === 'pm' && hours < 12 ? 12 : zoneText === 'am' && hours === 12 ? -12 : 0
  const from = (hours + shift) * hour + Number(found.groups?.['m'] ?? 0)
  const isHour =
    found.groups?.['m'] === undefined ||
    /\b(?:around|about|approximately|approx|circa|ca\.?) (?:at )?$/i.test(found.input.slice(0, found.index))
  return {
    from,
    to: from + (isHour ? hour : 0),
    precision: isHour ? 'hour' : 'exact',
    offsetMinutes: zoneOffset(zoneText),
    start: found.index,
    end: found.index + found[0].length,
  }
}

/** Z is UTC; the other letters are the military zones, A to M eastward without J, N to Y westward. */
function zoneOffset(text: string): number | null {
  if (text === 'z' || text === 'utc' || text === 'gmt') return 0
  if (!/^[a-y]$/.test(text) || text === 'l' || text === 'h') return null
  const east = 'abcdefghiklm'.indexOf(text)
  return east >= 0 ? (east + 1) * hour : -('nopqrstuvwxy'.indexOf(text) + 1) * hour
}
