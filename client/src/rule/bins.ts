import type { PreviewDay } from '@cordon/alerts'

/** Some days on end, counted together. */
export interface Bin {
  /** The first day, `2021-11-09`. */
  readonly from: string
  /** The last day. */
  readonly to: string
  readonly would: number
  readonly stands: number
}

/** More bars than this cannot be told apart. */
const mostBars = 100

/** Counts days together, by weeks where there are too many for bars of their own; the latest bar is whole. */
export function binsOf(days: readonly PreviewDay[]): readonly Bin[] {
  const size = days.length > mostBars ? 7 : 1
  const first = days.length % size
  const starts = first === 0 ? [] : [0]
  for (let at = first; at < days.length; at += size) starts.push(at)
  return starts.map((start, at) => binOf(days.slice(start, starts[at + 1])))
}

function binOf(days: readonly PreviewDay[]): Bin {
  return {
    from: days[0]?.day ?? '',
    to: days.at(-1)?.day ?? '',
    would: days.reduce((sum, it) => sum + it.would, 0),
    stands: days.reduce((sum, it) => sum + it.stands, 0),
  }
}
