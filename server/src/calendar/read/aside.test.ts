import { describe, expect, it } from 'vitest'
import { acceptAside, timesAside, togetherOrAlone } from './aside.js'

const nowMs = Date.parse('2026-11-28T00:00:00Z')
const window = { fromMs: nowMs, untilMs: nowMs + 366 * 86_400_000 }

function text(...events: readonly string[]) {
  const whole = events.map((it, at) => `BEGIN:VEVENT\nUID:${at}\n${it}\nEND:VEVENT\n`)
  return { source: `BEGIN:VCALENDAR\n${whole.join('')}END:VCALENDAR\n`, timeZone: 'Asia/Damascus' }
}
const slow = text(
  ...Array.from({ length: 1_000 }, () => 'DTSTART:20000601T080000\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30'),
)

/** How long some work took, and the longest that nothing else had a turn meanwhile, in milliseconds. */
async function held(work: () => Promise<unknown>) {
  const begun = performance.now()
  let [last, longest] = [begun, 0]
  const look = () => {
    longest = Math.max(longest, performance.now() - last)
    last = performance.now()
  }
  const timer = setInterval(look, 1)
  await work()
  look()
  clearInterval(timer)
  return { tookMs: performance.now() - begun, longest }
}

describe('a calendar that takes long', () => {
  it.each([
    ['taken', () => acceptAside(slow, nowMs)],
    ['looked through', () => timesAside([slow], window)],
  ])('leaves everybody else their turn while it is %s', async (_, work) => {
    const { tookMs, longest } = await held(work)
    expect(longest).toBeLessThan(Math.max(100, tookMs / 3))
  })

  it('says the same in a thread as on the spot', async () => {
    const [once, often] = ['DTSTART:20261201T080000\nDURATION:PT1H', 'RRULE:FREQ=YEARLY;COUNT=1']
    const [plain, repeated] = [text(once), text(`${once}\n${often}`)]
    expect(await acceptAside(repeated, nowMs)).toEqual(await acceptAside(plain, nowMs))
    expect(await timesAside([repeated], window)).toEqual(await timesAside([plain], window))
    const unread = { ...plain, source: `${plain.source}RRULE` }
    expect(await timesAside([unread, repeated], window)).toMatchObject([null, { hasMore: false }])
  })

  it('keeps no other from being read where it cannot be', async () => {
    const read = (some: readonly number[]) => Promise.resolve(some.includes(2) ? null : some.map((it) => it * 10))
    expect(await togetherOrAlone([1, 2, 3], read)).toEqual([10, null, 30])
    expect(await togetherOrAlone([1, 3], read)).toEqual([10, 30])
  })
})
