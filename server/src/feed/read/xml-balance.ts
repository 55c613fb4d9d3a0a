/** What stands between these is no markup. */
const passed: readonly (readonly [string, string])[] = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
]

/** How deep elements may be nested, and how many there may be: each is held while a text is read. */
export interface XmlLimits {
  readonly deepest: number
  readonly elements: number
}
export const xmlLimits: XmlLimits = { deepest: 100, elements: 500_000 }

/**
 * Why the tags of a text do not fit together, with the line; null where they do. It looks at every character once,
 * whatever the text, before a parser that is more forgiving is let at it.
 */
export function balanceFault(text: string, { deepest, elements }: XmlLimits): string | null {
  const open: string[] = []
  let count = 0
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const skip = passed.find(([start]) => text.startsWith(start, at))
    const end = skip === undefined ? tagEnd(text, at) : text.indexOf(skip[1], at + skip[0].length)
    if (end < 0) return `it ends inside of what begins on ${lineOf(text, at)}`
    if (skip === undefined) {
      const fault = step(text.slice(at + 1, end), { open, hasRoot: count > 0, deepest })
      if (fault !== null) return `${fault} on ${lineOf(text, at)}`
      if (text[at + 1] !== '/' && ++count > elements) return `it has more than ${elements} elements: cut it into parts`
    }
    at = end + (skip === undefined ? 1 : skip[1].length)
  }
  const left = open.at(-1)
  if (left !== undefined) return `it ends before </${left}>`
  return count > 0 ? null : 'it has no element'
}

interface Tags {
  readonly open: string[]
  readonly hasRoot: boolean
  readonly deepest: number
}

function step(tag: string, { open, hasRoot, deepest }: Tags): string | null {
  if (tag.startsWith('/')) {
    const [name, expected] = [tag.slice(1).trim(), open.pop()]
    return name === expected
      ? null
      : `</${name.slice(0, 60)}> stands where ${expected === undefined ? 'nothing is open' : `</${expected}> should`}`
  }
  const name = /^[\p{L}_:][^\s/>]*/u.exec(tag)?.[0]
  if (name === undefined) return `"<${tag.slice(0, 20)}" is no tag`
  if (open.length === 0 && hasRoot) return `a second root <${name}>`
  if (!tag.endsWith('/')) open.push(name)
  return open.length > deepest ? `nested deeper than ${deepest} elements` : null
}

/** The `>` that ends a tag: one inside of quotes does not. */
function tagEnd(text: string, from: number): number {
  let quote = ''
  for (let at = from + 1; at < text.length; at++) {
    const character = text[at] ?? ''
    if (quote !== '') quote = character === quote ? '' : quote
    else if (character === '"' || character === "'") quote = character
    else if (character === '>') return at
    else if (character === '<') return -1
  }
  return -1
}

function lineOf(text: string, at: number): string {
  return `line ${text.slice(0, at).split('\n').length}`
}
