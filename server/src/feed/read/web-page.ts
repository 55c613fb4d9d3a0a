import { say } from '@cordon/alerts'

/** How far a text is looked into for the beginning of a web page. */
const looked = 4_000
const passed: readonly (readonly [string, string])[] = [
  ['<!--', '-->'],
  ['<?', '?>'],
]

/** Whether a text begins as a web page does: with its document type or without, behind comments or not. */
export function isWebPage(text: string): boolean {
  return /^<(?:!doctype\s+html|html|head|body)\b/i.test(afterProlog(text.slice(0, looked).trimStart()))
}

/** What is said of a web page that came where a feed should. */
export const webPageNotFeed = say('refused.webPage', {})

/** What is said of a web page that came where a file should. */
export const webPageNotFile = say('refused.webPageFile', {})

function afterProlog(text: string): string {
  const skip = passed.find(([start]) => text.startsWith(start))
  if (skip === undefined) return text
  const end = text.indexOf(skip[1], skip[0].length)
  return end < 0 ? '' : afterProlog(text.slice(end + skip[1].length).trimStart())
}
