import { expect, it } from 'vitest'
import { anyRule } from '../example.js'
import type { RuleConditions } from '../model.js'
import { ruleFaults } from './check.js'
import type { WeekSpan } from './hours.js'

const now = '2021-11-08T20:20:00.000Z'
const week: WeekSpan['days'] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const span = (from: string, to: string, days = week) => ({ days, from, to })
const damascus = (...spans: readonly WeekSpan[]) => ({ timeZone: 'Asia/Damascus', spans })
const utc = (...spans: readonly WeekSpan[]) => ({ timeZone: 'UTC', spans })
const ring = (withinMetres: number, minSeverity: 'moderate' | 'severe' | 'extreme') => ({ withinMetres, minSeverity })

const silentThreat = 'kinds: Expected events among the kinds; the silence of a feed never comes as a threat'
const alwaysQuiet =
  'quietHours: Expected some hour that is not quiet; these quiet hours last the whole week, so the rule could never tell anything'
const idle = (path: string, least: string, from: string) =>
  `${path}: Expected hours that keep something back; the rule takes nothing below ${least}, and from ${from} on it is told whatever the hour`
const allQuiet =
  'quietHours: Expected quiet hours that leave some of the hours of the rule; all of them are quiet, so the rule could never tell anything'

const cases: readonly (readonly [string, Partial<RuleConditions>, readonly string[]])[] = [
  ['that asks nothing', {}, []],
  [
    'with rings that ask for more the farther they are',
    { rings: [ring(5_000, 'moderate'), ring(50_000, 'extreme')] },
    [],
  ],
  [
    'with a farther ring that asks for less',
    { rings: [ring(5_000, 'extreme'), ring(50_000, 'moderate')] },
    [
      'rings: Expected the farther ring to ask for more; within 50 km it asks for no more than within 5 km, which makes the nearer ring idle',
    ],
  ],
  [
    'that counts, and asks whether that is a rise',
    { trend: { withinDays: 7, atLeast: 3 }, count: { atLeast: 2, withinMinutes: 30 } },
    ['trend: Expected a trend or a count; a rule that asks for both would hide from one what the other counts'],
  ],
  [
    'that waits for a rise in threats',
    { trend: { withinDays: 7, atLeast: 3 }, kinds: ['threat'] },
    ['kinds: Expected events in a rule that tells of a rise; a threat has not happened, and is not counted'],
  ],
  [
    'that waits for silence, and for a rise',
    { absence: { hours: 6 }, trend: { withinDays: 7, atLeast: 3 } },
    ['trend: Expected no count in a rule that waits until nothing comes; it could never tell anything'],
  ],
  [
    'that waits for silence, and counts',
    { absence: { hours: 6 }, count: { atLeast: 2, withinMinutes: 30 } },
    ['count: Expected no count in a rule that waits until nothing comes; it could never tell anything'],
  ],
  [
    'of the windows of events',
    { leadHours: 6, kinds: ['event'] },
    ['kinds: Expected threats among the kinds; what has happened has no window that opens'],
  ],
  ['of the windows of threats', { leadHours: 6, kinds: ['threat'] }, []],
  ['that waits for silence', { absence: { hours: 6 } }, []],
  ['of threats, and of a feed that fell silent', { kinds: ['threat'], types: ['feed-silent'] }, [silentThreat]],
  ['of threats, and of a feed or a drone', { kinds: ['threat'], types: ['feed-silent', 'drone'] }, []],
  [
    'of what is severe, with quiet nights that let through what is minor',
    { minSeverity: 'severe', quietHours: { ...damascus(span('22:00', '06:00')), tellsFrom: 'minor' } },
    [idle('quietHours', 'severe', 'minor')],
  ],
  [
    'of what is severe, with quiet nights that let through just that',
    { minSeverity: 'severe', quietHours: { ...damascus(span('22:00', '06:00')), tellsFrom: 'severe' } },
    [idle('quietHours', 'severe', 'severe')],
  ],
  [
    'of what is severe, with quiet nights but for the worst',
    { minSeverity: 'severe', quietHours: { ...damascus(span('22:00', '06:00')), tellsFrom: 'extreme' } },
    [],
  ],
  [
    'of anything, with quiet nights that let through what is minor, and not what is unknown',
    { quietHours: { ...damascus(span('22:00', '06:00')), tellsFrom: 'minor' } },
    [],
  ],
  [
    'whose nearest ring asks for what its working hours let through',
    { rings: [ring(5_000, 'severe')], hours: { ...damascus(span('08:00', '16:00')), tellsFrom: 'moderate' } },
    [idle('hours', 'severe', 'moderate')],
  ],
  [
    'that waits for silence, which is as severe as the house says',
    {
      ...{ absence: { hours: 6 }, minSeverity: 'extreme' },
      quietHours: { ...damascus(span('22:00', '06:00')), tellsFrom: 'extreme' },
    },
    [],
  ],
  ['with quiet nights', { quietHours: damascus(span('22:00', '06:00')) }, []],
  ['that is quiet all week', { quietHours: damascus(span('00:00', '00:00')) }, [alwaysQuiet]],
  [
    'that is quiet all week in two spans',
    { quietHours: utc(span('06:00', '22:00'), span('22:00', '06:00')) },
    [alwaysQuiet],
  ],
  [
    'that is quiet all week but for the worst',
    { quietHours: { ...utc(span('00:00', '00:00')), tellsFrom: 'extreme' } },
    [],
  ],
  [
    'for working hours that are all quiet',
    { hours: damascus(span('08:00', '16:00', ['Mon'])), quietHours: damascus(span('07:00', '17:00')) },
    [allQuiet],
  ],
  [
    'for hours that are quiet by the clock of another place',
    { hours: damascus(span('08:00', '10:00')), quietHours: utc(span('04:00', '09:00')) },
    [allQuiet],
  ],
  [
    'for hours that are quiet in winter alone',
    { hours: damascus(span('08:00', '10:00')), quietHours: utc(span('06:00', '08:00')) },
    [],
  ],
  [
    'for hours that are not all quiet',
    { hours: damascus(span('08:00', '16:00')), quietHours: damascus(span('08:00', '15:59')) },
    [],
  ],
  [
    'for hours that are all quiet, with the worst told out of hours',
    { hours: { ...utc(span('08:00', '16:00')), tellsFrom: 'extreme' }, quietHours: utc(span('07:00', '17:00')) },
    [],
  ],
]

it.each(cases)('a rule %s', (_, asked, faults) => {
  expect(ruleFaults({ ...anyRule, ...asked }, now).map(({ path, message }) => `${path}: ${message}`)).toEqual(faults)
})
