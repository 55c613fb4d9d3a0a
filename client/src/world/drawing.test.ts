import { afterEach, describe, expect, it, vi } from 'vitest'
import { drawingTime, soonAfter } from './drawing.js'

describe('a change that can wait is drawn', () => {
  it('within three frames where drawing costs next to nothing', () => {
    expect([0, 2, 12].map(soonAfter)).toEqual([50, 50, 50])
  })
  it('so late that drawing takes a fifth of the page’s time, but no later than a quarter of a second', () => {
    expect([20, 50, 400].map(soonAfter)).toEqual([80, 200, 250])
  })
})

describe('how long drawing takes', () => {
  afterEach(() => vi.unstubAllGlobals())

  it('is from the change until its frame is drawn, less the wait for the frame, and a slow one is forgotten', () => {
    vi.useFakeTimers()
    const frames: (() => void)[] = []
    vi.stubGlobal('requestAnimationFrame', (run: () => void) => frames.push(run))
    const drawing = drawingTime()
    const draw = (ms: number) => {
      drawing.begin()
      drawing.begin()
      vi.advanceTimersByTime(ms)
      for (const frame of frames.splice(0)) frame()
      vi.runAllTimers()
    }
    draw(76)
    expect(drawing.ms()).toBeCloseTo(60)
    draw(10)
    expect(drawing.ms()).toBeCloseTo(48)
    vi.useRealTimers()
  })
})
