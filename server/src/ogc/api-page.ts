import { z } from 'zod'
import { element, type Xml } from '../deliver/xml.js'
import type { Contract } from '../wire/index.js'

/** The routes as a page for people: plain, so that it needs nothing else. */
export function apiPage(contracts: readonly Contract[], base: string): string {
  const page = element(
    'html',
    [
      element('head', [element('title', 'Cordon: OGC API Features'), element('meta', null, { charset: 'utf-8' })]),
      element('body', [
        element('h1', 'Cordon: OGC API Features'),
        element('p', [
          'Below ',
          element('code', base),
          '. Sign in, or send a token as Authorization: Bearer cordon_….',
        ]),
        ...contracts.flatMap(route),
      ]),
    ],
    { lang: 'en' },
  )
  return `<!doctype html>\n${page.xml}\n`
}

function route({ method, path, summary, permission, query, answers }: Contract): readonly Xml[] {
  const parameters = query === undefined ? [] : parametersOf(query)
  return [
    element('h2', element('code', `${method} ${path.slice('/ogc'.length) || '/'}`)),
    element('p', `${summary}. ${permission === 'open' ? 'Open to all.' : 'For whoever may read.'}`),
    ...(parameters.length === 0 ? [] : [element('ul', parameters)]),
    element(
      'p',
      answers.map(({ status, type, description }) => `${status} ${type ?? 'application/json'}: ${description}`),
    ),
  ]
}

function parametersOf(query: z.ZodType): readonly Xml[] {
  const { properties } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' })
  return Object.entries(properties ?? {}).map(([name, shape]) => {
    const text = typeof shape === 'object' ? (shape.description ?? '') : ''
    return element('li', [element('code', name), text === '' ? '' : `: ${text}`])
  })
}
