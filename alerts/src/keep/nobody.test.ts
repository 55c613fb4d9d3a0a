import { expect, it } from 'vitest'
import { isNobodysName } from './nobody.js'

it.each([
  ...[
    'command line',
    'Command Line',
    'COMMANDLINE',
    'command-line',
    ' command  line ',
    'c\u200bommand\u00a0line',
    'Cömmand Line',
  ],
  ...['command line, 2026-03-01', 'command line 2'],
  ...['Former member', 'former member 3', 'FormerMember 12', 'Former member ٣'],
  ...['Cordon', 'C o r d o n'],
  ...['سطر الأوامر', 'سطر الاوامر', 'سطرُ الأوامر', 'سـطر الأوامر', 'عضو سابق', 'عضو سابق 3', 'العضو السابق ٣'],
])('knows that %s stands for nobody', (name) => {
  expect(isNobodysName(name)).toBe(true)
})

it.each(['Dana', 'Dana of the command line', 'command', 'line', 'Cordonnier', 'former', 'سطر', 'عضو', '3', '-', ''])(
  'leaves %s to whoever bears it',
  (name) => expect(isNobodysName(name)).toBe(false),
)
