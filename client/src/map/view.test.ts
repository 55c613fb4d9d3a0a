import { expect, it } from 'vitest'
import { readView, viewText } from './view.js'

it('reads the view that it wrote', () => {
  const view = { longitude: 40.4272, latitude: 35.1562, zoom: 8.5 }
  expect(readView(viewText(view))).toEqual(view)
})

it.each([undefined, '', '91,0,5', '35,40', '35,40,x', '35,400,5'])('takes "%s" for no view', (text) => {
  expect(readView(text)).toBeNull()
})
