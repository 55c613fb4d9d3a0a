/** What something was, is, and was before it was taken back. */
export interface Steps<T> {
  readonly past: readonly T[]
  readonly now: T
  readonly future: readonly T[]
}

/** Of more steps than this the earliest are forgotten. */
const most = 100

export function begun<T>(now: T): Steps<T> {
  return { past: [], now, future: [] }
}

/** With one step more, which forgets what was taken back; the same where it is none. */
export function stepped<T>(steps: Steps<T>, to: T, isSame: (one: T, other: T) => boolean): Steps<T> {
  if (isSame(steps.now, to)) return steps
  return { past: [...steps.past, steps.now].slice(-most), now: to, future: [] }
}

/** With the last step taken back; the same where there is none. */
export function back<T>({ past, now, future }: Steps<T>): Steps<T> {
  return { past: past.slice(0, -1), now: past.at(-1) ?? now, future: past.length === 0 ? future : [now, ...future] }
}

/** With what was taken back last; the same where there is nothing. */
export function forth<T>({ past, now, future }: Steps<T>): Steps<T> {
  return { past: future.length === 0 ? past : [...past, now], now: future[0] ?? now, future: future.slice(1) }
}
