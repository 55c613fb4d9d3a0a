import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createLanes } from './lanes.js'
import { anAlert, anIncident } from './samples.js'
import type { WorldEvent } from './world.js'

const frameMs = 16
beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('requestAnimationFrame', (work: () => void) => setTimeout(work, frameMs))
})
afterEach(() => {
  vi.runAllTimers()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function lanes() {
  const taken: string[][] = []
  const { add, flush, clear } = createLanes({
    take: (events) => taken.push(events.map(({ what, seq }) => `${what} ${seq}`)),
    restMs: () => 100,
  })
  const alert = (seq: number): WorldEvent => ({ what: 'alert', seq, thing: anAlert({ id: `a${seq}`, seq }) })
  const incident = (seq: number): WorldEvent => ({ what: 'incident', seq, thing: anIncident({ id: `i${seq}`, seq }) })
  return { taken, flush, clear, alert: (n: number) => add(alert(n)), incident: (n: number) => add(incident(n)) }
}

it('takes an alert in at once and by itself, and all that can wait together a little later', () => {
  const { taken, alert, incident } = lanes()
  incident(1)
  incident(2)
  alert(3)
  vi.advanceTimersByTime(0)
  expect(taken).toEqual([['alert 3']])
  vi.advanceTimersByTime(100)
  expect(taken).toEqual([['alert 3'], ['incident 1', 'incident 2']])
})

it('takes in no more alerts than one group a frame', () => {
  const { taken, alert } = lanes()
  alert(1)
  vi.advanceTimersByTime(0)
  alert(2)
  alert(3)
  vi.advanceTimersByTime(frameMs - 1)
  expect(taken).toEqual([['alert 1']])
  vi.advanceTimersByTime(1)
  expect(taken).toEqual([['alert 1'], ['alert 2', 'alert 3']])
})

it('lets what can wait do so until the row of an alert is on the screen', () => {
  const { taken, alert, incident } = lanes()
  incident(1)
  vi.advanceTimersByTime(95)
  alert(2)
  vi.advanceTimersByTime(5)
  expect(taken).toEqual([['alert 2']])
  vi.advanceTimersByTime(2 * frameMs)
  expect(taken).toEqual([['alert 2'], ['incident 1']])
})

it('takes in what can wait between the rows of a flood', () => {
  const { taken, alert, incident } = lanes()
  incident(0)
  for (let n = 1; n < 60; n += 1) {
    alert(n)
    vi.advanceTimersByTime(8)
  }
  expect(taken).toContainEqual(['incident 0'])
})

it('lets nothing wait for a page that draws nothing, since nobody sees it', () => {
  vi.stubGlobal('requestAnimationFrame', () => 0)
  const { taken, alert, incident } = lanes()
  alert(1)
  incident(2)
  vi.advanceTimersByTime(150)
  expect(taken).toEqual([['alert 1'], ['incident 2']])
})

it('takes in all that waits when it is asked to, and forgets it when it is told to', () => {
  const { taken, alert, incident, flush, clear } = lanes()
  incident(1)
  alert(2)
  flush()
  expect(taken).toEqual([['alert 2'], ['incident 1']])
  incident(3)
  clear()
  vi.advanceTimersByTime(1_000)
  expect(taken).toHaveLength(2)
})
