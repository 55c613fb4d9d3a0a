import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { isMainThread } from 'node:worker_threads'

/**
 * Loaded into a server with `--import`: notes twice a second how long the longest turn of its event loop was, as
 * `at wall busy`. Wall time counts when other programs had the core as well; busy time is the thread's own, as Linux
 * counts it (elsewhere it is the wall time).
 */
const file = process.env['BENCH_LOOP_FILE']
const everyMs = 5
const account = `/proc/self/task/${process.pid}/schedstat`
const isCounted = existsSync(account)

interface Times {
  readonly wall: number
  readonly busy: number
}

function timesNow(): Times {
  const wall = performance.now()
  return { wall, busy: isCounted ? Number(readFileSync(account, 'latin1').split(' ')[0]) / 1e6 : wall }
}

function watch(to: string): void {
  let last = timesNow()
  let most: Times = { wall: 0, busy: 0 }
  setInterval(() => {
    const now = timesNow()
    const wall = Math.max(most.wall, now.wall - last.wall - everyMs)
    most = { wall, busy: Math.max(most.busy, now.busy - last.busy) }
    last = now
  }, everyMs).unref()
  setInterval(() => {
    appendFileSync(to, `${Date.now()} ${most.wall} ${most.busy}\n`)
    most = { wall: 0, busy: 0 }
  }, 500).unref()
}

if (isMainThread && file !== undefined) watch(file)
