/** Digits and signs that are written otherwise in Arabic and Persian, and by word processors. */
const otherSigns: Readonly<Record<string, string>> = { '٫': '.', '−': '-', '–': '-', '＋': '+', '－': '-', '،': ',' }

/** A text with Arabic-Indic, Persian and full-width digits as 0–9, and `٫` as a decimal point. */
export function plainDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹０-９٫−–＋－،]/g, (sign) => otherSigns[sign] ?? String((sign.codePointAt(0) ?? 0) & 15))
}

const number = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?$/

/**
 * Reads a number as people write it: with a decimal point or a decimal comma as declared, thousands set off by the other
 * mark, a space, an apostrophe or `٬`, in Arabic-Indic digits or in ours. Null where it is none.
 */
export function readNumber(text: string, decimal: 'point' | 'comma'): number | null {
  const arabic = text.includes('٫')
  const signs = plainDigits(text.replaceAll('٬', ' ')).trim()
  const mark = decimal === 'comma' && !arabic ? ',' : '.'
  const thousands = mark === ',' ? '.' : ','
  const plain = ungrouped(signs, thousands).replace(mark, '.')
  return number.test(plain) ? Number(plain) : null
}

/** Takes out what stands between thousands, but only where it stands between groups of three. */
function ungrouped(text: string, thousands: string): string {
  const [whole, rest] = splitOnce(text, thousands === ',' ? '.' : ',')
  const separator = /^[+-]?\d{1,3}(?:([,.\s'’\u00a0\u202f])\d{3})(?:\1\d{3})*$/.exec(whole)?.[1]
  if (separator === undefined || separator === (thousands === ',' ? '.' : ',')) return text
  return whole.replaceAll(separator, '') + rest
}

function splitOnce(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at)]
}

/** Reads a whole number of 0 or more; null where it is none. */
export function readCount(text: string, decimal: 'point' | 'comma'): number | null {
  const value = readNumber(text, decimal)
  return value !== null && Number.isSafeInteger(value) && value >= 0 ? value : null
}
