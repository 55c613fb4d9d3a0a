import { finding, type Finding } from '@cordon/alerts'

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

/** Names that would reach into the engine: the parser refuses them, without a word of where. */
const reserved = /(?:^|\s)(__proto__|constructor|prototype)(?=[\s/=]|$)/

/**
 * Why a text cannot be parsed, with the line: its tags do not fit together, there are too many of them, or one bears a name
 * that is reserved; null where it can. It looks at every character once,
 * whatever the text, before a parser that is more forgiving is let at it.
 */
export function balanceFault(text: string, { deepest, elements }: XmlLimits): Finding | null {
  const open: string[] = []
  let count = 0
  for (let at = text.indexOf('<'); at >= 0; at = text.indexOf('<', at)) {
    const skip = passed.find(([start]) => text.startsWith(start, at))
    const end = skip === undefined ? tagEnd(text, at) : text.indexOf(skip[1], at + skip[0].length)
    if (end < 0) return broken(`it ends inside of what begins on line ${lineOf(text, at)}`)
    if (skip === undefined) {
      const tag = text.slice(at + 1, end)
      const fault = step(tag, { open, hasRoot: count > 0 })
      if (fault !== null) return broken(`${fault} on line ${lineOf(text, at)}`)
      if (open.length > deepest) return finding('refused.deepXml', { mostCount: deepest, line: lineOf(text, at) })
      if (text[at + 1] !== '/' && ++count > elements) return finding('refused.manyElements', { mostCount: elements })
      const name = reservedIn(tag)
      if (name !== null) return finding('refused.reservedName', { line: lineOf(text, at), name })
    }
    at = end + (skip === undefined ? 1 : skip[1].length)
  }
  const left = open.at(-1)
  if (left !== undefined) return broken(`it ends before </${left}>`)
  return count > 0 ? null : broken('it has no element')
}

function broken(fault: string): Finding {
  return finding('refused.brokenXml', { fault })
}

/** Values in quotation marks are no names. */
function reservedIn(tag: string): string | null {
  if (!tag.includes('proto') && !tag.includes('constructor')) return null
  return reserved.exec(tag.replace(/"[^"]*"|'[^']*'/g, ''))?.[1] ?? null
}

interface Tags {
  readonly open: string[]
  readonly hasRoot: boolean
}

function step(tag: string, { open, hasRoot }: Tags): string | null {
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
  return null
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

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length
}
