import { finding, say } from '@cordon/alerts'
import { existsSync } from 'node:fs'
import { endOf } from '../../feed/read/thread-end.js'
import { spawnAt, Threads, type Reader } from '../../feed/read/threads.js'
import { Turns } from '../../feed/read/turns.js'
import { deny, fail } from '../../platform/result.js'
import type { Window } from './expand.js'
import { accept, timesOfTexts, type Accepted, type CalendarOrder, type CalendarText, type TextTimes } from './order.js'

/** Texts up to this in which nothing repeats are read on the spot, within a few milliseconds. */
const smallLength = 16_384
/** How long a text may be worked on before it is taken, and how long those may that were. */
const patienceMs = { accept: 10_000, times: 60_000 } as const

/** From the sources the built thread is started: Node cannot run TypeScript in a thread. Where none is built yet, it is read on the spot. */
const isSource = import.meta.url.endsWith('.ts')
const entry = new URL(isSource ? '../../../dist/calendar/read/worker.js' : './worker.js', import.meta.url)
const hasWorker = !isSource || existsSync(entry)
const threads = new Threads({ spawn: () => spawnAt(entry), idleMs: 30_000 })
/** What is only being tried waits in a line of its own: nothing that is decided waits behind it. */
const turns = { accept: new Turns(1, 4), times: new Turns(1, Infinity) } as const

/** Reads a text that somebody wants to have taken: aside, since a few lines may tell of more times than can be looked at. */
export async function acceptAside(text: CalendarText, nowMs: number): Promise<Accepted> {
  if (isSmall(text) || !hasWorker) return accept(text, nowMs)
  if (turns.accept.isCrowded) return deny('too-many', finding('denied.reading', {}))
  const said = await turns.accept.run(() => inThread<Accepted>({ what: 'accept', text, nowMs }))
  if (said.ok) return said.answer
  return fail('invalid-input', { errors: [{ path: 'source', message: said.message }] })
}

/** When the events of texts that were taken are on; null of one that cannot be read, and why that is stands in the log. */
export async function timesAside(
  texts: readonly CalendarText[],
  window: Window,
): Promise<readonly (TextTimes | null)[]> {
  if (texts.every(isSmall) || !hasWorker) return timesOfTexts(texts, window)
  return togetherOrAlone(texts, (some) => timesInThread(some, window))
}

/** What is read of all at once; of each alone where that fails, since the others are not to suffer for one of them. */
export async function togetherOrAlone<T, R>(
  all: readonly T[],
  read: (some: readonly T[]) => Promise<readonly (R | null)[] | null>,
): Promise<readonly (R | null)[]> {
  const together = await read(all)
  if (together !== null) return together
  const found: (R | null)[] = []
  for (const one of all) found.push((await read([one]))?.[0] ?? null)
  return found
}

async function timesInThread(texts: readonly CalendarText[], window: Window) {
  const order = { what: 'times', texts, window } as const
  const said = await turns.times.run(() => inThread<readonly (TextTimes | null)[]>(order))
  if (said.ok) return said.answer
  process.emitWarning(`Calendars that were taken could not be read. ${said.message}`)
  return null
}

/** Whether a text is short and nothing in it repeats, wherever its lines are folded. */
function isSmall({ source }: CalendarText): boolean {
  return source.length <= smallLength && !/RRULE/i.test(source.replace(/[\r\n]+[ \t]/g, ''))
}

type Said<T> = { readonly ok: true; readonly answer: T } | { readonly ok: false; readonly message: string }

function inThread<T>(order: CalendarOrder): Promise<Said<T>> {
  return threads.lend(
    (reader: Reader) =>
      new Promise((resolve) => {
        const { worker } = reader
        const limitMs = patienceMs[order.what]
        const finish = (said: Said<T>) => {
          clearTimeout(timer)
          worker.off('message', heard).off('error', failed).off('exit', ended)
          resolve(said)
        }
        const heard = (answer: T) => {
          reader.isSound = true
          finish({ ok: true, answer })
        }
        const refuse = (message: string) => finish({ ok: false, message })
        const timer = setTimeout(() => refuse(say('refused.readTime', { seconds: String(limitMs / 1000) })), limitMs)
        const failed = (error: unknown) => refuse(say('refused.readFault', { fault: endOf(error) }))
        const ended = () => refuse('Reading it ended too early')
        worker.on('message', heard).on('error', failed).on('exit', ended)
        worker.postMessage(order)
      }),
  )
}
