import { guessMapping, mapRecord } from '@cordon/alerts'
import { expect, it } from 'vitest'
import { choicesFor, choicesOf, lacking, mappingOf, savedFor, typeValues } from './choices.js'

const columns = [
  { name: 'Date', samples: ['09/11/2021', '13/11/2021'] },
  { name: 'Lat', samples: ['35,10', '35,2'] },
  { name: 'Lon', samples: ['40,40', '40,5'] },
  { name: 'Event', samples: ['Mortar fire'] },
  { name: 'Kind of incident', samples: ['mortars', 'Checkpoint hit'] },
]
const guess = guessMapping(columns)

it('makes of a guess the mapping that was guessed', () => {
  expect(mappingOf(choicesOf(guess), columns, guess.mapping)).toEqual({
    ...guess.mapping,
    source: null,
  })
  expect(lacking(guess.mapping)).toEqual([])
})

it('lets a person say what a word stands for and who says it', () => {
  const choices = {
    ...choicesOf(guess),
    types: { mortars: 'drone' },
    source: ' Patrol ',
  } as const
  const row = {
    Date: '13/11/2021',
    Lat: '35,1',
    Lon: '40,4',
    Event: 'Mortar fire',
    'Kind of incident': 'Mortars',
  }
  const mapped = mapRecord(row, mappingOf(choices, columns, guess.mapping))
  expect(mapped.ok && mapped.input).toMatchObject({
    geometry: { coordinates: [40.4, 35.1] },
    properties: {
      type: 'drone',
      source: 'Patrol',
      occurredFrom: '2021-11-13T00:00:00.000Z',
    },
  })
})

it('says what is missing once a column is not read', () => {
  const { Date: _, ...roles } = choicesOf(guess).roles
  const bare = guessMapping([]).mapping
  expect(lacking(mappingOf({ ...choicesOf(guess), roles }, columns, bare))).toEqual(['occurredFrom'])
})

it('lists the words of the type’s column, and knows the mapping of the same columns', () => {
  expect(typeValues(choicesOf(guess), columns)).toEqual(['mortars', 'Checkpoint hit'])
  const header = columns.map(({ name }) => name.toUpperCase()).toReversed()
  const saved = {
    name: 'Ours',
    mapping: guess.mapping,
    header,
    savedAt: '',
    savedBy: '',
  }
  expect(savedFor([saved], columns)).toBe(saved)
  expect(savedFor([{ ...saved, header: header.slice(1) }], columns)).toBeNull()
})

it('finds the choices again that a mapping came from', () => {
  const more = [...columns, { name: 'Dead', samples: ['3'] }, { name: 'gone', samples: ['no'] }]
  const roles = { ...choicesOf(guess).roles, Dead: 'killed', gone: 'deleted' } as const
  const chosen = { ...choicesOf(guess), roles, source: 'Patrol', zone: 'Asia/Damascus' } as const
  const mapping = mappingOf(chosen, more, guess.mapping)
  expect(mappingOf(choicesFor(mapping), more, guess.mapping)).toEqual(mapping)
})
