import { expect, it } from 'vitest'
import { selectionIn } from './selection.js'

it('reads what an address selects', () => {
  expect(selectionIn({ sel: 'incident:01a2' })).toEqual({ kind: 'incident', id: '01a2' })
})

it.each([undefined, 'incident', 'incident:', 'weather:1', ['alert:1']])('selects nothing by "%s"', (sel) => {
  expect(selectionIn(sel === undefined ? {} : { sel })).toBeNull()
})
