import type { RuleFault } from '../rule/check.js'
import { say } from '../tell/finding.js'
import { instantMs } from '../time.js'
import type { SilenceContent } from './silence.js'

/** Whoever wants it quieter for longer than this wants another rule. */
export const longestSilenceDays = 31

/** What is wrong with a silence that begins now: one that is over already, or that would be forgotten before it ends. */
export function silenceFaults({ until }: Pick<SilenceContent, 'until'>, now: string): readonly RuleFault[] {
  const ms = instantMs(until) - instantMs(now)
  if (ms <= 0) return [{ path: 'until', message: say('refused.silenceOver', { untilAt: until }) }]
  if (ms <= longestSilenceDays * 86_400_000) return []
  return [{ path: 'until', message: say('refused.silenceLong', { daysCount: longestSilenceDays }) }]
}
