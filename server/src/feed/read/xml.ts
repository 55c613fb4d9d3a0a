import { finding, say, sentenceOf } from '@cordon/alerts'
import { XMLParser } from 'fast-xml-parser'
import { other } from './cells.js'
import { isWebPage, webPageNotFeed } from './web-page.js'
import { balanceFault, xmlLimits } from './xml-balance.js'

/** An element with its namespace resolved. */
export interface Element {
  readonly name: string
  readonly space: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  /** Its own text, without that of its children. */
  readonly text: string
}

export type ReadXml = { readonly ok: true; readonly root: Element } | { readonly ok: false; readonly message: string }

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  htmlEntities: true,
  cdataPropName: '#cdata',
  maxNestedTags: xmlLimits.deepest,
})

/**
 * Reads XML. A DOCTYPE is refused before anything is parsed: it is where entities that multiply come from. A web page, a
 * text that ends too early and one that is nested without end are told by name.
 */
export function readXml(text: string): ReadXml {
  if (isWebPage(text)) return { ok: false, message: webPageNotFeed }
  if (!text.slice(0, 2_000).trimStart().startsWith('<'))
    return { ok: false, message: other(finding('expected.xml', {}), `"${text.trim().slice(0, 40)}"`) }
  if (/<!DOCTYPE|<!ENTITY/i.test(text)) {
    return { ok: false, message: say('refused.doctype', {}) }
  }
  const fault = balanceFault(text, xmlLimits)
  if (fault !== null) return { ok: false, message: sentenceOf(fault) }
  const parsed = parse(text)
  if (!parsed.ok) return parsed
  const root = Array.isArray(parsed.nodes) ? elementsOf(parsed.nodes, outermost)[0] : undefined
  return root === undefined ? { ok: false, message: say('read.noElement', {}) } : { ok: true, root }
}

type Parsed = { readonly ok: true; readonly nodes: unknown } | { readonly ok: false; readonly message: string }

function parse(text: string): Parsed {
  try {
    const nodes: unknown = parser.parse(text)
    return { ok: true, nodes }
  } catch {
    // The tags fit together and no name is reserved; nothing else is known that the parser would stumble over.
    return { ok: false, message: say('refused.brokenXml', { fault: say('fault.apart', {}) }) }
  }
}

/** Namespaces by prefix as one element declares them; all others are as outside of it, at most as deep as elements are. */
interface Scope {
  readonly own: ReadonlyMap<string, string>
  readonly outer: Scope | null
}

const outermost: Scope = {
  own: new Map([
    ['', ''],
    ['xml', 'xml'],
  ]),
  outer: null,
}

function spaceOf(prefix: string, from: Scope): string {
  for (let scope: Scope | null = from; scope !== null; scope = scope.outer) {
    const space = scope.own.get(prefix)
    if (space !== undefined) return space
  }
  return prefix
}

function elementsOf(nodes: readonly unknown[], scope: Scope): Element[] {
  return nodes.flatMap((node) => {
    if (!isRecord(node)) return []
    const tag = Object.keys(node).find((key) => key !== ':@')
    if (tag === undefined || tag.startsWith('#') || tag.startsWith('?')) return []
    const content = Array.isArray(node[tag]) ? node[tag] : []
    const attributes = isRecord(node[':@']) ? textsOf(node[':@']) : {}
    return [elementOf({ tag, content, attributes }, scope)]
  })
}

interface Node {
  readonly tag: string
  readonly content: readonly unknown[]
  readonly attributes: Readonly<Record<string, string>>
}

function elementOf({ tag, content, attributes }: Node, outer: Scope): Element {
  const declared = Object.entries(attributes).filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'))
  const own = new Map(declared.map(([name, uri]) => [name.slice(6), uri] as const))
  const scope = own.size === 0 ? outer : { own, outer }
  const [prefix, name] = tag.includes(':')
    ? [tag.slice(0, tag.indexOf(':')), tag.slice(tag.indexOf(':') + 1)]
    : ['', tag]
  return {
    name,
    space: spaceOf(prefix, scope),
    attributes,
    children: elementsOf(content, scope),
    text: content.map(ownText).join('').trim(),
  }
}

function ownText(node: unknown): string {
  if (!isRecord(node)) return ''
  const text = node['#text']
  if (typeof text === 'string' || typeof text === 'number') return String(text)
  return Array.isArray(node['#cdata']) ? node['#cdata'].map(ownText).join('') : ''
}

function textsOf(record: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, String(value)]))
}

function isRecord(it: unknown): it is Record<string, unknown> {
  return typeof it === 'object' && it !== null && !Array.isArray(it)
}

/** The first child of a name, in any namespace or in one of them. */
export function child(parent: Element, name: string, space?: string): Element | undefined {
  return parent.children.find((it) => it.name === name && (space === undefined || it.space === space))
}

/** All children of a name. */
export function childrenOf(parent: Element, name: string, space?: string): readonly Element[] {
  return parent.children.filter((it) => it.name === name && (space === undefined || it.space === space))
}

/** The text of the first child of a name; null where there is none or it is empty. */
export function textOf(parent: Element, name: string, space?: string): string | null {
  const text = child(parent, name, space)?.text ?? ''
  return text === '' ? null : text
}

/** An element as XML again, for people to read. */
export function written(element: Element, indent = ''): string {
  const attributes = Object.entries(element.attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`)
  const open = `${indent}<${element.name}${attributes.join('')}`
  if (element.children.length === 0) {
    return element.text === '' ? `${open}/>` : `${open}>${escaped(element.text)}</${element.name}>`
  }
  const inner = element.children.map((it) => written(it, `${indent}  `))
  return [`${open}>${escaped(element.text)}`, ...inner, `${indent}</${element.name}>`].join('\n')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
