import { expect, it } from 'vitest'
import { createWait } from './wait.js'

it('is silent for what is there at once, and goes on where one wait follows another', () => {
  const wait = createWait()
  expect(wait.begin(1000)).toBe(300)
  wait.end(1200)
  expect(wait.begin(1210)).toBe(90)
  wait.end(3000)
  expect(wait.begin(3001)).toBe(0)
  wait.end(4000)
  expect(wait.begin(9000)).toBe(300)
})
