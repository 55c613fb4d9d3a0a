import type { Browser, CDPSession } from 'playwright-core'

/** The longest turn of a page's own thread in milliseconds: by its own time, and by the clock; how many were over a limit. */
export interface Turns {
  readonly ownMs: number
  readonly clockMs: number
  /** By their own time. */
  readonly over: number
}

const limitMs = 50

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Microseconds by the clock, and of the thread's own. */
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

/**
 * Traces what the busiest page thread of a browser does meanwhile. Other programs have the cores as well, here server,
 * database and whoever posts: only its own time is the page's doing.
 */
export async function turnsWhile<T>(browser: Browser, work: () => Promise<T>): Promise<readonly [T, Turns]> {
  const session = await browser.newBrowserCDPSession()
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => void events.push(...value.map(eventOf)))
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['toplevel'] },
  })
  const done = await work()
  await ended(session)
  await session.detach()
  return [done, turnsIn(events)]
}

async function ended(session: CDPSession): Promise<void> {
  const complete = new Promise<void>((resolve) => session.once('Tracing.tracingComplete', () => resolve()))
  await session.send('Tracing.end')
  await complete
}

function eventOf(value: object): TraceEvent {
  const { name = '', ph = '', pid = 0, tid = 0, ...rest }: Partial<TraceEvent> = value
  return { name, ph, pid, tid, ...rest }
}

function turnsIn(events: readonly TraceEvent[]): Turns {
  const pages = new Set(events.flatMap((it) => (it.args?.name === 'CrRendererMain' ? [threadOf(it)] : [])))
  const byThread = new Map([...pages].map((thread): [string, TraceEvent[]] => [thread, []]))
  for (const it of events) {
    if (it.ph === 'X' && it.name.endsWith('RunTask')) byThread.get(threadOf(it))?.push(it)
  }
  const [turns = []] = [...byThread.values()].sort((a, b) => b.length - a.length)
  const own = turns.map(({ tdur = 0 }) => tdur / 1000)
  return {
    ownMs: Math.max(0, ...own),
    clockMs: Math.max(0, ...turns.map(({ dur = 0 }) => dur / 1000)),
    over: own.filter((ms) => ms > limitMs).length,
  }
}

function threadOf({ pid, tid }: TraceEvent): string {
  return `${pid}/${tid}`
}
