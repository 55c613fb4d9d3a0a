import fc from 'fast-check'
import { expect, it } from 'vitest'
import { membersOf } from './members.js'

function parsed(bytes: Uint8Array): unknown {
  return JSON.parse(Buffer.from(bytes).toString('utf8'))
}

it('finds each member of an object with what it says, whatever stands in it', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.constantFrom(undefined, 2), (object, indent) => {
      const found = membersOf(Buffer.from(JSON.stringify(object, null, indent)))
      const read = [...found].map(([name, bytes]): readonly [string, unknown] => [name, parsed(bytes)])
      const whole: object = Object(parsed(Buffer.from(JSON.stringify(object))))
      expect(read).toEqual(Object.entries(whole))
    }),
  )
})

it.each(['', '[1,2]', '{', '{"a', '{"a":', '"a":1', '{"a":[1,'])('finds nothing that is not there in %j', (text) => {
  expect([...membersOf(Buffer.from(text)).keys()]).toEqual([])
})
