import { compass, formatDistance, formatUncertainty, incidentTypes, type TimePrecision } from '@cordon/alerts'
import type { Phrases, Reach, Where } from './phrases.js'

export const english: Phrases = {
  direction: 'ltr',
  open: 'Open in Cordon',
  exercise: 'EXERCISE',
  anExercise: 'An exercise: nothing of this has happened.',
  cancelled: 'CANCELLED',
  update: 'UPDATE',
  merged: 'MERGED',
  severities: { extreme: 'EXTREME', severe: 'SEVERE', moderate: 'MODERATE', minor: 'MINOR', unknown: 'ALERT' },
  changes: {
    moved: 'it is believed to be elsewhere, or its place is known otherwise',
    upgraded: 'it is graver than was told',
    downgraded: 'it is less grave than was told',
    confirmed: 'it is confirmed',
    type: 'it is another thing than was told',
    time: 'it is expected at another time',
    merged: 'another incident stands for it',
    again: 'it holds again',
  },
  clearings: {
    refuted: 'it is refuted',
    merged: 'it is the same as another incident, of which you are told',
    withdrawn: 'it was taken back',
    ended: 'it has ended',
    place: 'it lies elsewhere',
    kind: 'it is of another kind',
    type: 'it is another thing',
    severity: 'it is less grave than the rule asks for',
    grade: 'it is known less well than the rule asks for',
    exercise: 'it is an exercise',
    actual: 'it is no exercise: what is real is told on its own',
  },
  code: (code, person) => ({
    title: `Cordon: your code is ${code}`,
    lines: [
      `${person} wants to be told here by Cordon. Type this code in there: ${code}`,
      'It holds for 15 minutes. If you do not know what this is about, ignore it: nothing more is sent.',
    ],
  }),
  test: (person) => ({
    title: 'Cordon: this is a test',
    lines: [`${person} has tried whether messages arrive here. Nothing has happened.`],
  }),
  type: (type) => incidentTypes[type].label,
  titleOf: (incident, [zone = '', ...others]) =>
    `${incident} · ${zone}${others.length === 0 ? '' : ` and ${others.length} more`}`,
  inZone: (zone) => `in ${zone}`,
  inZones: (count) => `in ${count} zones`,
  atOnce: (count, where) => `${count} messages at once ${where}`,
  more: (count) => `… and ${count} more`,
  moreLines: (count) => `… and ${count} more lines`,
  corrected: (changes) => `Of what you were told: ${changes.join('; ')}.`,
  movedBy: (metres, bearing) =>
    `it is believed to be elsewhere, ${formatDistance(metres)} ${compass(bearing)} of where you were told first`,
  standsFor: (now, before) => `another incident stands for it, "${now}" for "${before}"`,
  reason: (reason) => `Reason: ${reason}`,
  noLonger: ({ rule, zone }, why) => `No longer: ${rule} (${zone}), since ${why}`,
  stillHolds: 'What else you were told of it still holds.',
  oneWith: (title, severity) => `It is one with "${title}" (${severity}), of which you are told.`,
  was: ({ type, isThreat, severity }) =>
    `It was told as: ${incidentTypes[type].label}${isThreat ? ' (threat)' : ''}, ${severity}`,
  holdsNoMore: (why) => `What you were told holds no more: ${why}.`,
  what: ({ type, isThreat, severity }) =>
    `What: ${incidentTypes[type].label}${isThreat ? ' (threat)' : ''}, ${severity}`,
  now: ({ type, severity }, metres) => `Now: ${incidentTypes[type].label}, ${severity}, ${formatUncertainty(metres)}`,
  when: (time, precision) => `When: ${time}${knownTo[precision]}`,
  where,
  zone: (zone, it) => `Zone: ${zone}, ${reach(it)}`,
  position: (position, place) => `Position: ${at(position, place)}`,
  howSure: (grade, source) => `How sure: ${grade}${source === null ? '' : `, ${source}`}`,
  rule: ({ rule, zone, count }) =>
    `Rule: ${rule} (${zone})${count === null ? '' : `: ${count.atLeast} or more within ${count.withinMinutes} min`}`,
  map: (kilometres) => ({
    title: `Map of where it happened and of the zone, ${kilometres} km from side to side`,
    about:
      'Blue: the zone and how far it listens. The disc is as wide as its place is uncertain. North is up. Map: Natural Earth, GSHHG, GeoNames.',
  }),
  restriction: (zone) => `For those who may see the zone "${zone}"`,
  round: (position, zone) => `Round ${position}, near ${zone}`,
}

const knownTo = {
  exact: '',
  hour: ' · known to the hour',
  'part-of-day': ' · known to a part of the day',
  day: ' · known to the day',
  week: ' · known to the week',
  month: ' · known to the month',
  year: ' · known to the year',
} as const satisfies Readonly<Record<TimePrecision, string>>

function where({ position, place, uncertaintyMetres, reach: near }: Where): string {
  const where = `Where: ${at(position, place)}, ${formatUncertainty(uncertaintyMetres)}`
  return near === null ? where : `${where}; ${reach(near)}`
}

function at(position: string, place: string | null): string {
  return place === null ? position : `${place} (${position})`
}

function reach({ isDefinite, distanceMetres, depthMetres, bearingDegrees }: Reach): string {
  const sure = isDefinite ? 'within reach' : 'perhaps within reach'
  if (distanceMetres === null) return sure
  if (depthMetres !== null && depthMetres >= 0.5) return `${sure}, ${formatDistance(depthMetres)} inside the zone`
  if (distanceMetres === 0) return `${sure}, at the edge of the zone`
  const way = bearingDegrees === null ? '' : `${compass(bearingDegrees)} `
  return `${sure}, ${formatDistance(distanceMetres)} ${way}of the zone`
}
