import { distanceMetres, isSilence, type Incident } from '@cordon/alerts'

const most = 6
const kmPerHour = 2

/**
 * Incidents that one may be linked with or merged into: those whose title, place or type hold every word, what is nearest in
 * place and time first (an hour counts as two kilometres). What the house says of a feed is nobody's account of anything,
 * and what is played goes with nothing real.
 */
export function candidatesFor(incident: Incident, others: Iterable<Incident>, words: string): readonly Incident[] {
  const asked = words
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '')
  return [...new Map([...others].map((it) => [it.id, it])).values()]
    .filter((it) => it.exercise === incident.exercise)
    .filter(
      (it) => it.id !== incident.id && it.mergedInto === undefined && it.status !== 'withdrawn' && !isSilence(it.type),
    )
    .filter((it) => asked.every((word) => `${it.title} ${it.place ?? ''} ${it.type}`.toLowerCase().includes(word)))
    .map((it) => ({ it, apart: apart(incident, it) }))
    .toSorted((a, b) => a.apart - b.apart || (a.it.id < b.it.id ? -1 : 1))
    .slice(0, most)
    .map(({ it }) => it)
}

function apart(one: Incident, other: Incident): number {
  const hours = Math.abs(Date.parse(one.occurredFrom) - Date.parse(other.occurredFrom)) / 3_600_000
  return distanceMetres(one.point.coordinates, other.point.coordinates) / 1000 + hours * kmPerHour
}
