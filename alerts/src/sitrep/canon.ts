import { canonical } from '../incident/content.js'
import type { Sitrep } from './sitrep.js'

/** What a report's hash is taken of: everything that it tells, and by what; not who wrote it when. */
export type SitrepSaid = Pick<
  Sitrep,
  ('title' | 'summary' | 'remarks' | 'from' | 'until' | 'search' | 'asOf' | 'content') | ('version' | 'corrects')
>

/** The same text for the same report, whatever the order in which its parts came; SHA-256 over its UTF-8 is the hash. */
export function sitrepCanon(it: SitrepSaid): string {
  const { title, summary, remarks, from, until, search, asOf, content, version, corrects } = it
  return canonical({ title, summary, remarks, from, until, search, asOf, content, version, corrects })
}
