import { faultAt, type Fault } from '../tell/fault.js'
import { finding } from '../tell/finding.js'
import { instantMs } from '../time.js'
import type { SilenceContent } from './silence.js'

/** Whoever wants it quieter for longer than this wants another rule. */
export const longestSilenceDays = 31

/** What is wrong with a silence that begins now: one that is over already, or that would be forgotten before it ends. */
export function silenceFaults({ until }: Pick<SilenceContent, 'until'>, now: string): readonly Fault[] {
  const ms = instantMs(until) - instantMs(now)
  if (ms <= 0) return [faultAt('until', finding('refused.silenceOver', { untilAt: until }))]
  if (ms <= longestSilenceDays * 86_400_000) return []
  return [faultAt('until', finding('refused.silenceLong', { daysCount: longestSilenceDays }))]
}
