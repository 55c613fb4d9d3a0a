import type { CountRange } from '../../model.js'

const units =
  'one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'
const numberWords = new Map([
  ...units.split(' ').map((word, at) => [word, at + 1] as const),
  ...tens.split(' ').map((word, at) => [word, (at + 2) * 10] as const),
])

/** Words that stand for a number nobody counted. A best figure would be made up, so there is none. */
const vague: Readonly<Record<string, CountRange>> = {
  'a couple': { low: 2, best: 2, high: 3 },
  'a few': { low: 3, best: null, high: 5 },
  'a handful': { low: 3, best: null, high: 7 },
  several: { low: 3, best: null, high: 9 },
  'a number': { low: 2, best: null, high: null },
  tens: { low: 20, best: null, high: 99 },
  dozens: { low: 24, best: null, high: 99 },
  scores: { low: 40, best: null, high: null },
  hundreds: { low: 200, best: null, high: 999 },
  thousands: { low: 2000, best: null, high: null },
  'a dozen': { low: null, best: 12, high: null },
  both: { low: null, best: 2, high: null },
  no: { low: null, best: 0, high: null },
  none: { low: null, best: 0, high: null },
  nobody: { low: null, best: 0, high: null },
}

const spelled = String.raw`(?:${[...numberWords.keys()].join('|')})(?:[- ](?:${units.split(' ').slice(0, 9).join('|')}))?`
const plain = String.raw`(?:\d{1,3}(?:,\d{3})+|\d+|(?:${spelled})(?: hundred| thousand| dozen)?|an?(?: hundred| thousand| dozen)?|another)`
const modifier = String.raw`(?:at least|no fewer than|not less than|a minimum of|more than|over|upwards? of|up to|as many as|a maximum of|at most|fewer than|less than|under|nearly|almost|close to|about|around|some|approximately|approx\.?|roughly|an estimated|estimated|as few as|only)`
const vagueWords = String.raw`(?:a couple|a few|a handful|several|a number|tens|dozens|scores|hundreds|thousands|both|none|nobody|no)`

/** The words of a number, for use inside other patterns: "at least four", "a handful", "3 to 5", "2 x". */
export const numberPattern = String.raw`(?:between ${plain} and ${plain}|${plain} ?(?:to|or|[-–]) ?${plain}|(?:${modifier} )*(?:${vagueWords}|${plain}))`

/** Reads the words of a number as a range; null where they are none. */
export function readNumber(words: string): CountRange | null {
  const text = words.trim().toLowerCase().replace(/\s+/g, ' ')
  const found = new RegExp(`^((?:${modifier} )*)(${vagueWords}|${plain})$`).exec(text)
  const [, modifiers = '', number = ''] = found ?? []
  if (found) return vague[number] ?? bounded(modifiers, valueOf(number))
  const pair = new RegExp(`^(?:between )?(${plain}) ?(?:and|to|or|[-–]) ?(${plain})$`).exec(text)
  return pair ? ordered(valueOf(pair[1] ?? ''), valueOf(pair[2] ?? '')) : null
}

function ordered(a: number | null, b: number | null): CountRange | null {
  return a === null || b === null ? null : { low: Math.min(a, b), best: null, high: Math.max(a, b) }
}

/** A bound that the words do not give stays null: "at least four" has no best figure. */
function bounded(modifiers: string, value: number | null): CountRange | null {
  if (value === null) return null
  if (/at least|no fewer|not less|minimum/.test(modifiers)) return { low: value, best: null, high: null }
  if (/more than|over|upward/.test(modifiers)) return { low: value + 1, best: null, high: null }
  if (/up to|as many as|maximum|at most/.test(modifiers)) return { low: null, best: null, high: value }
  if (/fewer than|less than|under/.test(modifiers)) return { low: null, best: null, high: Math.max(0, value - 1) }
  return { low: null, best: value, high: null }
}

function valueOf(words: string): number | null {
  if (/^[\d,]+$/.test(words)) return Number(words.replaceAll(',', ''))
  const [, base = '', scale = ''] = /^(.*?)(?: (hundred|thousand|dozen))?$/.exec(words) ?? []
  const one = /^an?$|^another$/.test(base) ? 1 : spelledValue(base)
  return one === null ? null : one * ({ hundred: 100, thousand: 1000, dozen: 12 }[scale] ?? 1)
}

function spelledValue(words: string): number | null {
  const parts = words.split(/[- ]/).map((part) => numberWords.get(part) ?? null)
  return parts.includes(null) ? null : parts.reduce<number>((sum, part) => sum + (part ?? 0), 0)
}

/** Both together. A bound is kept where every part has one that can stand for it. */
export function addCounts(a: CountRange, b: CountRange): CountRange {
  const isExact = (it: CountRange) => it.low === null && it.high === null
  if (a.best !== null && b.best !== null && isExact(a) && isExact(b))
    return { low: null, best: a.best + b.best, high: null }
  const lows = [a.low ?? a.best, b.low ?? b.best].filter((it) => it !== null)
  const low = lows.length === 0 ? null : lows.reduce((sum, it) => sum + it)
  const highs = [a.high ?? (a.low === null ? a.best : null), b.high ?? (b.low === null ? b.best : null)]
  const [first = null, second = null] = highs
  return { low, best: null, high: first === null || second === null ? null : first + second }
}

/** What two sources say of the same, from the lower to the higher; a bound that one of them leaves open stays open. */
export function spanCounts(a: CountRange, b: CountRange): CountRange {
  if (a.best !== null && a.best === b.best) return a
  const [lowA, lowB] = [a.low ?? (a.high === null ? a.best : null), b.low ?? (b.high === null ? b.best : null)]
  const [highA, highB] = [a.high ?? (a.low === null ? a.best : null), b.high ?? (b.low === null ? b.best : null)]
  return {
    low: lowA === null || lowB === null ? null : Math.min(lowA, lowB),
    best: null,
    high: highA === null || highB === null ? null : Math.max(highA, highB),
  }
}
