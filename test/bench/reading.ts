import { timed, type Times } from './measure.js'
import type { Poster } from './post.js'

const paragraph = `Suspected cells struck a headquarters in Busayrah (about 30 km southeast of Deir el-Zour) and positions at
al-Shahil, al-Thiba and al-Zar late on Monday, a monitoring centre confirmed on Tuesday. A handful of guards were
injured. Unconfirmed reports speak of an attack on at least one more checkpoint. The centre counted 13 attacks in October.`

/** Repeated until it is at least so many words long. */
function textOf(words: number): string {
  const each = paragraph.split(/\s+/).length
  return Array.from({ length: Math.ceil(words / each) }, () => paragraph).join('\n\n')
}

/** Times of reading a pasted text of 1,000 words into drafts with their places. */
export function readingTimes(poster: Poster, seconds: number): Promise<Times> {
  const body = { text: textOf(1000), publishedAt: '2021-11-09T19:30:00Z' }
  return timed(seconds, () => poster.post(body, '/api/reports/read'))
}
