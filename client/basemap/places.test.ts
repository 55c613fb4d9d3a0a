import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { arabicNameOf } from './arabic.js'
import { parseSketches, parseTheatre, placeLabels } from './places.js'
import { isInside, theatreBox } from './theatre.js'

const read = (name: string) => readFileSync(new URL(name, import.meta.url), 'utf8')
const theatre = parseTheatre(read('theatre.geojson'))

describe('arabicNameOf', () => {
  it.each([
    ['Tartus', 'محافظة طرطوس,طرطوس', 'طرطوس'],
    ['Cairo', 'قاهره,القاهرة,قاهرہ', 'القاهرة'],
    ['Muhradah', 'الكرمة,محردة', 'محردة'],
    ['Kuwait City', 'مدينة الكويت', 'الكويت'],
    ['Mosul', 'موسڵ,الموصل,موصل', 'الموصل'],
  ])('finds the name of %s among its spellings', (name, spellings, expected) => {
    expect(arabicNameOf(name, spellings.split(','))).toBe(expected)
  })

  it('gives none where no spelling is in plain Arabic letters', () => {
    expect(arabicNameOf('Ankara', ['Анкара', 'ئەنقەرە'])).toBeNull()
  })
})

describe('theatre.geojson', () => {
  it('has the towns of the first story with the names the field writes', () => {
    const arabic = Object.fromEntries(theatre.map(({ properties }) => [properties.name, properties.nameArabic]))
    expect(arabic).toMatchObject({
      'Deir ez-Zor': 'دير الزور',
      'Al-Hasakah': 'الحسكة',
      Raqqa: 'الرقة',
      Qamishli: 'القامشلي',
      'Al-Mayadin': 'الميادين',
      'Al-Busayrah': 'البصيرة',
      'Ash-Shuhayl': 'الشحيل',
      Dhiban: 'ذيبان',
      Hajin: 'هجين',
      'Al-Hawl': 'الهول',
      'Ash-Shaddadi': 'الشدادي',
      'Abu Kamal': 'البوكمال',
      'Az-Zir': 'الزر',
      Theban: null,
    })
  })

  it('holds places of the theatre only, each with its accuracy and a name in Arabic letters or none', () => {
    expect(theatre.length).toBeGreaterThan(200)
    for (const { properties, geometry } of theatre) {
      expect(isInside(geometry.coordinates, theatreBox), properties.name).toBe(true)
      expect(properties.accuracyMetres, properties.name).toBeGreaterThan(0)
      expect(properties.nameArabic ?? 'ا', properties.name).toMatch(/^[\u0621-\u064a ]+$/)
    }
  })

  it('names no place twice within two kilometres', () => {
    const seen = theatre.map(({ properties, geometry }) =>
      [properties.name, ...geometry.coordinates.map((d) => d.toFixed(2))].join(),
    )
    expect(new Set(seen).size).toBe(seen.length)
  })
})

describe('sketches.geojson', () => {
  it('closes the lake and says how accurate each line is', () => {
    const sketches = parseSketches(read('sketches.geojson'))
    const lake = sketches.find(({ properties }) => properties.kind === 'lake')
    expect(lake?.geometry.coordinates[0]).toEqual(lake?.geometry.coordinates.at(-1))
    for (const { properties } of sketches) expect(properties.accuracyMetres).toBeGreaterThanOrEqual(1_000)
  })
})

describe('placeLabels', () => {
  const city = {
    id: 1,
    name: 'Somewhere',
    otherNames: [],
    lon: 10,
    lat: 50,
    code: 'PPL',
    country: 'DE',
    population: 400_000,
  }

  it('prefers the kept list to GeoNames', () => {
    const twin = { ...city, id: 170794, name: 'Dayr az Zawr', lon: 40.14, lat: 35.34 }
    expect(placeLabels(theatre, [twin]).map(({ properties }) => properties['name'])).not.toContain('Dayr az Zawr')
  })

  it('lets a suburb wait for closer zooms, but never a capital', () => {
    const capital = { ...city, id: 2, name: 'Capital', code: 'PPLC', lon: 10.1, population: 300_000 }
    const labels = placeLabels([], [city, capital])
    const zmin = Object.fromEntries(labels.map(({ properties }) => [properties['name'], properties['zmin']]))
    expect(zmin).toEqual({ Somewhere: 8, Capital: 4 })
  })
})
