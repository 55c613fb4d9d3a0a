import type { Casualties, Incident } from '@cordon/alerts'

type Harmed = Pick<Incident, 'casualties'>

/**
 * What everybody says of the people harmed: the incident's own sources, then those of the incidents that it stands for.
 * Each keeps its line and its range, nothing is added up; only what one source says twice in the same words stands once.
 */
export function harmOf(incident: Harmed, absorbed: readonly Harmed[]): readonly Casualties[] {
  const told = [incident, ...absorbed].flatMap(({ casualties }) => casualties)
  return [...new Map(told.map((it) => [saidIn(it), it])).values()]
}

function saidIn({ source, killed, injured, words }: Casualties): string {
  const ranges = [killed, injured].map((it) => (it === null ? null : [it.low, it.best, it.high]))
  return JSON.stringify([source, ranges, words])
}
