import { compass, formatDistance, formatUncertainty, incidentTypes, type TimePrecision } from '@cordon/alerts'
import type { Phrases, Where } from './phrases.js'

export const english: Phrases = {
  direction: 'ltr',
  open: 'Open in Cordon',
  exercise: 'EXERCISE',
  anExercise: 'An exercise: nothing of this has happened.',
  cancelled: 'CANCELLED',
  update: 'UPDATE',
  severities: { extreme: 'EXTREME', severe: 'SEVERE', moderate: 'MODERATE', minor: 'MINOR', unknown: 'ALERT' },
  changes: {
    moved: 'it is believed to be elsewhere',
    upgraded: 'it is graver than was told',
    downgraded: 'it is less grave than was told',
    confirmed: 'it is confirmed',
    type: 'it is another thing than was told',
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
  titleOf: (incident, zone) => `${incident} · ${zone}`,
  inZone: (zone) => `in ${zone}`,
  inZones: (count) => `in ${count} zones`,
  atOnce: (count, where) => `${count} messages at once ${where}`,
  more: (count) => `… and ${count} more`,
  moreLines: (count) => `… and ${count} more lines`,
  corrected: (changes) => `Of what you were told: ${changes.join('; ')}.`,
  holdsNoMore: (why) => `What you were told holds no more: ${why}.`,
  what: ({ type, isThreat, severity }) =>
    `What: ${incidentTypes[type].label}${isThreat ? ' (threat)' : ''}, ${severity}`,
  now: ({ type, severity }, metres) => `Now: ${incidentTypes[type].label}, ${severity}, ${formatUncertainty(metres)}`,
  when: (time, precision) => `When: ${time}${knownTo[precision]}`,
  where,
  position: (position) => `Position: ${position}`,
  howSure: (grade, source) => `How sure: ${grade}${source === null ? '' : `, ${source}`}`,
  rule: (rule, zone) => `Rule: ${rule} (${zone})`,
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

function where({ position, uncertaintyMetres, isDefinite, distanceMetres, bearingDegrees }: Where): string {
  const sure = isDefinite ? 'within reach' : 'perhaps within reach'
  const way = bearingDegrees === null ? '' : `${compass(bearingDegrees)} `
  const from =
    distanceMetres === null
      ? ''
      : distanceMetres === 0
        ? ', inside the zone'
        : `, ${formatDistance(distanceMetres)} ${way}of the zone`
  return `Where: ${position}, ${formatUncertainty(uncertaintyMetres)}; ${sure}${from}`
}
