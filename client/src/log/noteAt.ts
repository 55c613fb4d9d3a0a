import type { Instant } from '@cordon/alerts'
import { readWhen } from '../incident/entry.js'

/** What somebody wrote for when it happened: nothing for now, or a moment; null where it says neither. */
export type NoteAt = { readonly at: Instant | null } | null

const dayMs = 24 * 60 * 60_000

/**
 * Reads when something happened, in UTC: `0552`, `05:52` or `05:52Z` is the last time that clocks showed it, `2021-11-09
 * 05:52` that moment. Nothing is now. What has not come yet is no answer.
 */
export function readNoteAt(text: string, nowMs: number): NoteAt {
  const said = text.trim()
  if (said === '') return { at: null }
  const [, hours = '', minutes = ''] = /^(\d{1,2}):?(\d{2})\s*Z?$/i.exec(said) ?? []
  if (hours !== '') return lastTime(Number(hours), Number(minutes), nowMs)
  const read = readWhen(said)
  return read.ok && Date.parse(read.instant) <= nowMs ? { at: read.instant } : null
}

function lastTime(hours: number, minutes: number, nowMs: number): NoteAt {
  if (hours > 23 || minutes > 59) return null
  const today = Math.floor(nowMs / dayMs) * dayMs + (hours * 60 + minutes) * 60_000
  return { at: new Date(today <= nowMs ? today : today - dayMs).toISOString() }
}
