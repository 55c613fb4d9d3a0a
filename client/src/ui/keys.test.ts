import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import en from '../i18n/en.json'
import { inForce, isOfField, keyOf, type Press } from './keys.js'

const press = (key: string, more: Partial<Press> = {}): Press => ({
  ...{ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false },
  ...more,
})

describe('the keys in force', () => {
  const binding = fc.record({
    key: fc.constantFrom('a', 'b', 'Escape'),
    label: fc.string(),
    run: fc.constant(() => undefined),
    when: fc.boolean().map((is) => () => is),
  })

  it('are, for each key, the latest offer that would do something now', () => {
    fc.assert(
      fc.property(fc.array(fc.array(binding, { maxLength: 4 }), { maxLength: 4 }), (offered) => {
        const found = inForce(offered)
        for (const key of ['a', 'b', 'Escape']) {
          const would = offered.map((it) => it.filter((one) => one.key === key && one.when()))
          expect(found.get(key)).toBe(would.findLast((it) => it.length > 0)?.[0])
        }
      }),
    )
  })

  it.each([
    [press('a'), 'a'],
    [press('A', { shiftKey: true }), 'a'],
    [press('?', { shiftKey: true }), '?'],
    [press('ش', { code: 'KeyA' }), 'a'],
    [press('ArrowDown', { shiftKey: true }), 'Shift+ArrowDown'],
    [press('k', { ctrlKey: true }), 'Ctrl+k'],
    [press('ن', { code: 'KeyK', metaKey: true }), 'Ctrl+k'],
    [press('Enter', { ctrlKey: true }), 'Ctrl+Enter'],
    [press('a', { altKey: true }), null],
    [press('Z', { ctrlKey: true, shiftKey: true }), 'Ctrl+Shift+z'],
  ])('are named for what is pressed: %j is %s', (pressed, name) => {
    expect(keyOf(pressed)).toBe(name)
  })
})

describe('a field', () => {
  it.each([
    ['text', 'a', true],
    ['search', '?', true],
    ['datetime-local', 'j', true],
    ['checkbox', 'a', false],
    ['checkbox', '?', false],
    ['checkbox', ' ', true],
    ['radio', 'ArrowDown', true],
    ['radio', 'Enter', true],
    ['range', 'Home', true],
    ['range', 'j', false],
  ])('of the type %s: what %j does is its own is %s', (type, key, own) => {
    expect(isOfField(type, key)).toBe(own)
  })
})

describe('a key without a line in the list of keys', () => {
  const folder = path.join(import.meta.dirname, '..')
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(vue|ts)$/.test(file) && !file.endsWith('.test.ts'))
    .map((file) => ({ file, text: readFileSync(path.join(folder, file), 'utf8') }))
  const filesWith = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ file }) => file)

  it('cannot be, since the page listens to keys in one place, where the list is read too', () => {
    // A sound waits for any key at all, since browsers let none be heard before.
    expect(filesWith(/addEventListener\(\s*'key/)).toEqual(['sound/speaker.ts', 'ui/useKeys.ts'])
  })

  it('cannot be on a part of the page either: there only what lists and fields mean by arrows, Enter, Space and Esc', () => {
    const own = sources.flatMap(({ text }) =>
      [...text.matchAll(/@key(?:down|up|press)\.?([\w.]*)/g)].map(([, mods = '']) => mods),
    )
    const keys = new Set(
      own.map((mods) =>
        mods
          .split('.')
          .filter((it) => !/^(exact|prevent|stop)$/.test(it))
          .join('.'),
      ),
    )
    expect([...keys].toSorted()).toEqual(['down', 'end', 'enter', 'esc', 'home', 'left', 'right', 'space', 'up'])
  })

  it('cannot be for want of words', () => {
    const labels = sources.flatMap(({ text }) => [...text.matchAll(/key: '[^']+', label: '([\w.]+)'/g)])
    const missing = labels.map(([, label = '']) => label).filter((label) => wordsAt(label) === undefined)
    expect(labels.length).toBeGreaterThan(40)
    expect(missing).toEqual([])
  })
})

function wordsAt(label: string): unknown {
  return label.split('.').reduce<unknown>((at, part) => (at instanceof Object ? Reflect.get(at, part) : undefined), en)
}
