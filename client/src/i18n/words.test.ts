import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import en from './en.json'

const folder = path.join(import.meta.dirname, '..')
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(vue|ts)$/.test(file) && !file.endsWith('.test.ts'))
  .map((file) => ({ file, text: readFileSync(path.join(folder, file), 'utf8') }))

function keysOf(words: object, before = ''): readonly string[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null ? keysOf(value, `${before}${key}.`) : [`${before}${key}`],
  )
}

const known = keysOf(en)

it('has a word for every key that the page names', () => {
  const named = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/\bt\(\s*'([\w.-]+)'/g)].map(([, key = '']) => ({ file, key })),
  )
  expect(named.length).toBeGreaterThan(200)
  expect(named.filter(({ key }) => !known.includes(key))).toEqual([])
})

it('has a word for every family of keys that the page builds', () => {
  const built = sources.flatMap(({ file, text }) =>
    [...text.matchAll(/\bt\(\s*`([\w.]+)\.\$\{/g)].map(([, family = '']) => ({ file, family })),
  )
  // English is spoken by `alerts`; the other languages name the points of the compass themselves.
  const missing = built.filter(({ family }) => !known.some((key) => key.startsWith(`${family}.`)))
  expect(missing.filter(({ family }) => family !== 'compass')).toEqual([])
})
