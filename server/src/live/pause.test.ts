import { expect, it } from 'vitest'
import { Pause } from './pause.js'

const long = 60_000

it('ends when it is ended', async () => {
  const pause = new Pause()
  const waited = pause.wait(long)
  pause.end()
  await waited
})

it('does not begin when it was ended while nobody waited', async () => {
  const pause = new Pause()
  pause.end()
  await pause.wait(long)
})

it('begins again after that', async () => {
  const pause = new Pause()
  pause.end()
  await pause.wait(long)
  const began = performance.now()
  await pause.wait(30)
  expect(performance.now() - began).toBeGreaterThan(25)
})

it('never begins once it is closed', async () => {
  const pause = new Pause()
  pause.close()
  await pause.wait(long)
  await pause.wait(long)
  expect(pause.closed).toBe(true)
})
