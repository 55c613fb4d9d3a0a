import type { SitrepSearch } from '@cordon/alerts'

const ofTime = ['from', 'to', 'asOf']

/** What is asked of history, as a report keeps it: times are the report's own, and it leaves out what stands in another. */
export function searchOf(request: Readonly<Record<string, string | readonly string[]>>): SitrepSearch {
  const entries = Object.entries(request).filter(([name, value]) => !ofTime.includes(name) && !isUsual(name, value))
  return Object.fromEntries(entries.map(([name, value]) => [name, typeof value === 'string' ? value : value.join(',')]))
}

/** Asked for in every list where the reader asks for no status; a report counts no exercise, and says how many it found. */
function isUsual(name: string, value: string | readonly string[]): boolean {
  if (name === 'exercise') return value === 'without'
  return name === 'status' && typeof value !== 'string'
}
