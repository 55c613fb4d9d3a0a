import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { spareFrames } from './sparing.js'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function sparing({ frameMs = 100, isBusy = false, isHeld = false, isAwaited = false, isComplete = true } = {}) {
  const state = { frameMs, isBusy, isHeld, isAwaited, isComplete }
  const draw = vi.fn()
  const spared = spareFrames({
    draw,
    frameMs: () => state.frameMs,
    isBusy: () => state.isBusy,
    isHeld: () => state.isHeld,
    isAwaited: () => state.isAwaited,
    isComplete: () => state.isComplete,
  })
  spared.drawn()
  return { ...spared, draw, state }
}

it('draws at once whatever is asked for where frames are cheap', () => {
  const { ask, draw } = sparing({ frameMs: 10, isComplete: false })
  for (let n = 0; n < 3; n += 1) ask()
  expect(draw).toHaveBeenCalledTimes(3)
})

it('draws one frame for many changes, after a rest of twenty times what a dear frame takes', () => {
  const { ask, draw } = sparing()
  for (let n = 0; n < 5; n += 1) ask()
  vi.advanceTimersByTime(1_999)
  expect(draw).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(draw).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(5_000)
  expect(draw).toHaveBeenCalledTimes(1)
})

it('waits for the tiles that are still to come, no longer than a second rest', () => {
  const { ask, draw, state } = sparing({ isComplete: false })
  ask()
  vi.advanceTimersByTime(2_100)
  expect(draw).not.toHaveBeenCalled()
  state.isComplete = true
  ask()
  expect(draw).toHaveBeenCalledTimes(1)
  state.isComplete = false
  ask()
  vi.advanceTimersByTime(4_000)
  expect(draw).toHaveBeenCalledTimes(2)
})

it('never waits longer than three and a half seconds for a frame that is very dear', () => {
  const { ask, draw } = sparing({ frameMs: 4_000 })
  ask()
  vi.advanceTimersByTime(3_500)
  expect(draw).toHaveBeenCalledTimes(1)
})

it('draws soon what somebody has asked for elsewhere, and rests again afterwards', () => {
  const { ask, hurry, drawn, draw } = sparing()
  hurry()
  ask()
  vi.advanceTimersByTime(100)
  expect(draw).toHaveBeenCalledTimes(1)
  drawn()
  vi.advanceTimersByTime(450)
  ask()
  vi.advanceTimersByTime(1_549)
  expect(draw).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(1)
  expect(draw).toHaveBeenCalledTimes(2)
})

it('lets a row go to the screen before a dear frame, and waits for none before a cheap one', () => {
  const { ask, draw, state } = sparing({ isHeld: true })
  ask()
  vi.advanceTimersByTime(2_100)
  expect(draw).not.toHaveBeenCalled()
  state.isHeld = false
  vi.advanceTimersByTime(8)
  expect(draw).toHaveBeenCalledTimes(1)
  Object.assign(state, { isHeld: true, frameMs: 10 })
  ask()
  expect(draw).toHaveBeenCalledTimes(2)
})

it('draws at once what somebody moves, and asks for nothing more afterwards', () => {
  const { ask, draw, state } = sparing()
  ask()
  state.isAwaited = true
  ask()
  expect(draw).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(2_500)
  expect(draw).toHaveBeenCalledTimes(1)
})

it('asks for no frame once it is stopped', () => {
  const { ask, draw, stop } = sparing()
  ask()
  stop()
  vi.advanceTimersByTime(2_500)
  expect(draw).not.toHaveBeenCalled()
})

it('asks for no frame while one is being drawn, and for one when that is seen', () => {
  const { ask, draw, shown, state } = sparing({ isBusy: true, isAwaited: true })
  for (let n = 0; n < 5; n += 1) ask()
  expect(draw).not.toHaveBeenCalled()
  state.isBusy = false
  shown()
  expect(draw).toHaveBeenCalledTimes(1)
  shown()
  expect(draw).toHaveBeenCalledTimes(1)
})
