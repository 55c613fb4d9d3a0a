/** A piece of XML that may stand in an element as it is. */
export interface Xml {
  readonly xml: string
}

type Content = Xml | string | number | null | undefined

/** An element with what it holds; a text is escaped, and of null nothing is written. */
export function element(name: string, content: Content | readonly Content[], attributes: Attributes = {}): Xml {
  const inner = isMany(content) ? content.map(written).join('') : written(content)
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  return { xml: inner === '' ? `<${name}${said.join('')}/>` : `<${name}${said.join('')}>${inner}</${name}>` }
}

/** An element, or nothing where it would hold nothing. */
export function optional(name: string, content: string | number | null): Xml | null {
  return content === null || content === '' ? null : element(name, content)
}

export function xmlDocument({ xml }: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`
}

type Attributes = Readonly<Record<string, string>>

/** `Array.isArray` does not know of readonly arrays. */
function isMany(content: Content | readonly Content[]): content is readonly Content[] {
  return Array.isArray(content)
}

function written(content: Content): string {
  if (content === null || content === undefined) return ''
  return typeof content === 'object' ? content.xml : escaped(String(content))
}

const names: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Whatever may have to be written otherwise: most texts hold nothing of it, and are told so at once. */
const special = /[&<>"'\u0000-\u0008\u000B\u000C\u000E-\u001F\uD800-\uDFFF\uFFFE\uFFFF]/

/** A text as it may stand in XML. What XML 1.0 has no place for, escaped or not (section 2.2), is replaced; halves of characters as well. */
export function escaped(text: string): string {
  if (!special.test(text)) return text
  return text
    .replaceAll(/[^\u0009\u000A\u000D\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replaceAll(/[&<>"']/g, (it) => names[it] ?? it)
}
