import { floodAbove, loadSpanMs, loadTarget } from '../alert/load.js'
import { grouped } from './grouped.js'

/** How many incidents called in each ten minutes of some time, against what one officer can answer for hours. */
export interface LoadOver {
  /** Of all ten minutes, those without any too. */
  readonly mean: number
  readonly most: number
  /** Ten minutes with more than the target, and such with a flood (EEMUA 191, ISA-18.2), of how many in all. */
  readonly over: number
  readonly floods: number
  readonly spans: number
}

/** Instants in milliseconds since 1970. */
export function loadOver(
  calledMs: readonly number[],
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): LoadOver {
  const spans = Math.max(1, Math.ceil((untilMs - fromMs) / loadSpanMs))
  const counts = grouped(calledMs, (ms) => Math.floor((ms - fromMs) / loadSpanMs)).map(({ length }) => length)
  return {
    mean: calledMs.length / spans,
    most: Math.max(0, ...counts),
    over: counts.filter((count) => count > loadTarget).length,
    floods: counts.filter((count) => count > floodAbove).length,
    spans,
  }
}
