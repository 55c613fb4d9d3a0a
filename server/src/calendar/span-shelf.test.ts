import { describe, expect, it } from 'vitest'
import type { CalendarText, TextTimes } from './read/order.js'
import { SpanShelf } from './span-shelf.js'

const window = { fromMs: 0, untilMs: 1 }
const times: TextTimes = { spans: [], hasMore: true }
const keys = ['sound', 'broken'].map((sourceHash) => ({ sourceHash, timeZone: 'UTC' }))
const sources = () => Promise.resolve(new Map(keys.map(({ sourceHash }) => [sourceHash, sourceHash])))

describe('texts of calendars that were read', () => {
  it('are not read again, and one that cannot be read is left alone for a minute', async () => {
    let nowMs = 0
    const asked: (readonly string[])[] = []
    const read = (texts: readonly CalendarText[]) => {
      asked.push(texts.map(({ source }) => source))
      return Promise.resolve(texts.map(({ source }) => (source === 'broken' && nowMs < 60_000 ? null : times)))
    }
    const shelf = new SpanShelf(read, () => nowMs)
    expect(await shelf.of(keys, window, sources)).toEqual([times, null])
    nowMs = 59_999
    expect(await shelf.of(keys, window, sources)).toEqual([times, null])
    nowMs = 60_000
    expect(await shelf.of(keys, window, sources)).toEqual([times, times])
    expect(asked).toEqual([['sound', 'broken'], ['broken']])
  })
})
