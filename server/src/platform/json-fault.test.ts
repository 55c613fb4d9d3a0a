import { expectationIn } from '@cordon/alerts'
import { describe, expect, it } from 'vitest'
import { excessOf, jsonFault, jsonFinding, tooDeepAt } from './json-fault.js'

describe('where a text stops being JSON', () => {
  it.each([
    ['', 'Line 1, column 1: expected a value; the text ends.'],
    ['{"a":}', 'Line 1, column 6: expected a value; got "}".'],
    ['{"a" 1}', 'Line 1, column 6: expected ":"; got "1}".'],
    ['{"a":1,}', 'Line 1, column 8: expected a key in double quotes; got "}".'],
    ["{'a':1}", 'Line 1, column 2: expected a key or "}"; got "\'a\':1}".'],
    ['[1 2]', 'Line 1, column 4: expected "," or "]"; got "2]".'],
    ['[1,\n 2,\n NaN]', 'Line 3, column 2: expected a value; got "NaN]".'],
    ['{"a":1}\n{"a":2}', 'Line 2, column 1: expected the end; got "{\\"a\\":2}".'],
    ['[1', 'Line 1, column 3: expected "," or "]"; the text ends.'],
    ['["a\nb"]', 'Line 1, column 2: expected a value or "]"; got "\\"a\\nb\\"]".'],
    ['[01]', 'Line 1, column 2: expected a value or "]"; got "01]".'],
    ['[1]]', 'Line 1, column 4: expected the end; got "]".'],
    ['{"a":1]', 'Line 1, column 7: expected "," or "}"; got "]".'],
  ])('says of %j: %s', (text, fault) => {
    expect(() => void JSON.parse(text)).toThrow()
    expect(jsonFault(text)).toBe(fault)
    // The page has words of its own for what was expected.
    expect(expectationIn(String(jsonFinding(text)?.values['expected']))).not.toBeNull()
  })

  it.each(['0', ' [] ', '{"a":{"b":[1,-2.5e3,true,null,"\\u00e9\\n"]}}', '\ufeff{}', '"\u2028"'])(
    'finds no fault in %j',
    (text) => expect(jsonFault(text)).toBeNull(),
  )
})

describe('how deep a body is nested', () => {
  const bytes = (text: string) => Buffer.from(text)

  it('names the byte at which it is too deep', () => {
    expect(tooDeepAt(bytes('[{"a":[1]}]'), 3)).toBeNull()
    expect(tooDeepAt(bytes('[{"a":[1]}]'), 2)).toBe(6)
  })

  it('does not count brackets inside strings', () => {
    expect(tooDeepAt(bytes('["[[[[", "\\"[[[", "\\\\", [1]]'), 2)).toBeNull()
  })

  it('counts what is open at once, not what there is', () => {
    expect(tooDeepAt(bytes('[[1],[2],[3]]'), 2)).toBeNull()
  })

  it('stops at a string that does not end', () => {
    expect(tooDeepAt(bytes('["[[['), 1)).toBeNull()
  })
})

describe('where a text of JSON is more than anybody has to read', () => {
  const excess = (text: string) => excessOf(Buffer.from(text), { levels: 9, values: 4, names: 2 })

  it.each(['[1,2,3,4]', '[[],[]]', '{"a":1,"b":2}', '[",,,,,,,,", "::::"]'])('reads %s', (text) => {
    expect(excess(text)).toBeNull()
  })

  it.each([
    ['[1,2,3,4,5]', { of: 'values', at: 8 }],
    ['[[],[],[]]', { of: 'values', at: 6 }],
    ['{"a":1,"b":2,"c":3}', { of: 'names', at: 16 }],
    ['{"a":{"b":{"c":1}}}', { of: 'names', at: 14 }],
  ])('stops in %s', (text, found) => {
    expect(excess(text)).toEqual(found)
  })
})
