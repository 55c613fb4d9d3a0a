import { describe, expect, it } from 'vitest'
import { readPhrase } from './phrase.js'

const km = (metres: number, spreadMetres: number) => ({ metres: metres * 1000, spreadMetres: spreadMetres * 1000 })
const southeast = { degrees: 135, name: 'southeast', spreadDegrees: 30 }

describe('readPhrase', () => {
  it.each([
    [
      'about 30 km southeast of Deir el-Zour',
      { is: 'offset', name: 'Deir el-Zour', distance: km(30, 5), direction: southeast },
    ],
    ['30km SE of Deir ez-Zor', { is: 'offset', name: 'Deir ez-Zor', distance: km(30, 5), direction: southeast }],
    [
      'some 32 kilometres to the south-east of Hasakah',
      { is: 'offset', name: 'Hasakah', distance: km(32, 3.2), direction: southeast },
    ],
    ['12.5 km from Raqqa', { is: 'offset', name: 'Raqqa', distance: km(12.5, 0.625), direction: null }],
    ['حوالي ٣٠ كم جنوب شرق دير الزور', { is: 'offset', name: 'دير الزور', distance: km(30, 5), direction: southeast }],
    ['near al-Shuhayl', { is: 'near', name: 'al-Shuhayl', metres: 5_000 }],
    ['قرب البصيرة', { is: 'near', name: 'البصيرة', metres: 5_000 }],
    ['on the outskirts of Hasakah', { is: 'outskirts', name: 'Hasakah', direction: null }],
    ['between Busayrah and Dhiban', { is: 'between', ends: [{ from: 'Busayrah', to: 'Dhiban' }], road: false }],
    ['on the road from Raqqa to Hasakah', { is: 'between', ends: [{ from: 'Raqqa', to: 'Hasakah' }], road: true }],
    ['the Raqqa–Hasakah road', { is: 'between', ends: [{ from: 'Raqqa', to: 'Hasakah' }], road: true }],
    ['Deir ez-Zor province', { is: 'unit', name: 'Deir ez-Zor' }],
    ['محافظة الحسكة', { is: 'unit', name: 'الحسكة' }],
    ['the village of Hajin', { is: 'at', name: 'Hajin' }],
    ['Hajin town', { is: 'at', name: 'Hajin' }],
    ['Hasakah outskirts', { is: 'outskirts', name: 'Hasakah', direction: null }],
    ['outside al-Hol camp', { is: 'outskirts', name: 'al-Hol camp', direction: null }],
    ['downtown Hasakah', { is: 'at', name: 'Hasakah' }],
    ['Raqqa city center', { is: 'at', name: 'Raqqa' }],
    ['وسط مدينة الحسكة', { is: 'at', name: 'الحسكة' }],
    ['Ghwayran neighbourhood', { is: 'near', name: 'Ghwayran', metres: 2_000 }],
    ['حي غويران', { is: 'near', name: 'غويران', metres: 2_000 }],
  ])('understands "%s"', (text, relation) => {
    expect(readPhrase(text).relation).toEqual(relation)
  })

  it.each([
    ['eastern countryside of Deir ez-Zor', 'countryside', 'east'],
    ['Deir ez-Zor’s eastern countryside', 'countryside', 'east'],
    ['ريف دير الزور الشرقي', 'countryside', 'east'],
    ['north of Raqqa', 'towards', 'north'],
    ['شمال غرب الرقة', 'towards', 'northwest'],
    ['on the southern outskirts of Hasakah', 'outskirts', 'south'],
    ['Hasakah’s southern outskirts', 'outskirts', 'south'],
    ['eastern Deir ez-Zor', 'countryside', 'east'],
    ['north-western Hasakah countryside', 'countryside', 'northwest'],
  ])('reads the direction in "%s"', (text, ...[is, name]) => {
    expect(readPhrase(text).relation).toMatchObject({ is, direction: { name } })
  })

  it.each([
    'Busayrah, about 30 km southeast of Deir el-Zour',
    'Busayrah (about 30 km southeast of Deir el-Zour)',
    'Busayrah about 30 km southeast of Deir el-Zour',
  ])('takes the distance as evidence where the place itself is named: %s', (text) => {
    expect(readPhrase(text)).toMatchObject({
      relation: { is: 'at', name: 'Busayrah' },
      stated: { name: 'Deir el-Zour', distance: km(30, 5) },
    })
  })

  it.each([
    ['M4 highway near Ain Issa', { is: 'at', name: 'M4 highway' }, { is: 'near', name: 'Ain Issa' }],
    ['near the Sina’a prison in eastern Hasakah', { is: 'near', name: 'Sina’a prison' }, { is: 'countryside' }],
    ['al-Zar village in eastern Deir ez-Zor', { is: 'at', name: 'al-Zar' }, { is: 'countryside', name: 'Deir ez-Zor' }],
    ['Green market, Qamishli', { is: 'at', name: 'Green market' }, { is: 'at', name: 'Qamishli' }],
    ['desert south of al-Shola', { is: 'towards', name: 'al-Shola' }, null],
    ['an oil field east of Shaddadi', { is: 'towards', name: 'Shaddadi' }, null],
    ['Hajin, Hasakah', { is: 'at', name: 'Hajin' }, null],
  ])('parts what is told from what it is told by: "%s"', (text, relation, stated) => {
    const phrase = readPhrase(text)
    expect(phrase.relation).toMatchObject(relation)
    if (stated === null) expect(phrase.stated).toBeNull()
    else expect(phrase.stated).toMatchObject(stated)
  })

  it.each([
    'Hajin, Deir ez-Zor governorate',
    'Hajin in Deir ez-Zor province',
    'Hajin (Deir ez-Zor governorate)',
    'هجين، محافظة دير الزور',
  ])('hears the governorate in "%s"', (text) => {
    expect(readPhrase(text).unit).toMatch(/Deir ez-Zor|دير الزور/)
  })

  it('offers each way to part two names that a hyphen joins', () => {
    const { relation } = readPhrase('Deir ez-Zor-Hasakah road')
    expect(relation).toMatchObject({
      is: 'between',
      ends: [{ from: 'Deir ez' }, { from: 'Deir ez-Zor', to: 'Hasakah' }],
    })
  })
})
