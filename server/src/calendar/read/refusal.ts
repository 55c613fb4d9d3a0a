import { finding, sentenceOf, wholeCharacters, type Finding, type FindingCode } from '@cordon/alerts'

/** Why a text is not taken as a calendar: a sentence with its line. It is thrown within `read/` and returned by `readCalendar`. */
export class CalendarRefused extends Error {
  constructor(readonly finding: Finding) {
    super(sentenceOf(finding))
  }
}

type Values<Code extends FindingCode> = Parameters<typeof finding<Code>>[1]

/** A refusal of a line, or of the whole where there is none. */
export function refused<Code extends FindingCode>(code: Code, values: Values<Code>, line?: number): CalendarRefused {
  const found = finding(code, values)
  return new CalendarRefused(line === undefined ? found : finding('refused.atLine', { line, why: sentenceOf(found) }))
}

/** What somebody wrote, as much of it as one reads. */
export function shown(text: string): string {
  const one = text.slice(0, 1_000).replace(/\s+/g, ' ').trim()
  return one.length > 60 ? `${wholeCharacters(one.slice(0, 60))}…` : one
}
