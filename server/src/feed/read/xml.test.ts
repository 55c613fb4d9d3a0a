import { expect, it } from 'vitest'
import { readXml, type Element } from './xml.js'

function rootOf(text: string): Element {
  const read = readXml(text)
  if (!read.ok) throw new Error(read.message)
  return read.root
}

const spaces = (element: Element): readonly string[] => [element.space, ...element.children.flatMap(spaces)]

it('knows a prefix by its nearest declaration, and an unknown one by itself', () => {
  const root = rootOf(
    '<a:r xmlns:a="1" xmlns="d"><a:x xmlns:a="2"><a:y/><z/></a:x><a:w/><b:v/><xml:u/><t xmlns=""/></a:r>',
  )
  expect(spaces(root)).toEqual(['1', '2', '2', 'd', '1', 'b', 'xml', ''])
})

it('reads a megabyte of nested declarations', () => {
  const declared = (from: number, count: number) =>
    Array.from({ length: count }, (_, at) => ` xmlns:n${from + at}="u${from + at}"`).join('')
  const wide = Array.from({ length: 20_000 }, (_, at) => `<n1:b xmlns:m${at}="v"/>`).join('')
  const [opens, closes] = [
    Array.from({ length: 90 }, (_, at) => `<a${declared(at * 100, 100)}>`).join(''),
    '</a>'.repeat(90),
  ]
  const text = `<r${declared(0, 10_000)}>${opens}${wide}${closes}</r>`
  expect(text.length).toBeGreaterThan(800_000)
  const all = spaces(rootOf(text))
  expect([all.length, all.at(-1)]).toEqual([20_091, 'u1'])
})

it('refuses more elements than can be held', () => {
  expect(readXml(`<r>${'<a/>'.repeat(500_000)}</r>`)).toEqual({
    ok: false,
    message: 'This XML has more than 500,000 elements, the most that are read at once: cut it into parts',
  })
})
