import type { Feature, Point, Position } from 'geojson'
import { z } from 'zod'
import { arabicNameOf } from './arabic.js'
import { cityNames, governorateNames, lakeNames, mistakenCities } from './names.js'
import { areaOf, extentOf, visualCentre } from './rings.js'
import type { Area, City } from './sources.js'
import { isInside, theatreBox } from './theatre.js'

type Properties = Readonly<Record<string, string | number | boolean>>
export type Label = Feature<Point, Properties>

/** Where a name is drawn. `inTheatre` lets the style leave it to the finer tiles; `ar` is missing when not known. */
function label(at: Position, properties: Readonly<Record<string, string | number | null>>): Label {
  const known = Object.entries(properties).flatMap(([key, value]) => (value === null ? [] : [[key, value] as const]))
  const all: Properties = { ...Object.fromEntries(known), inTheatre: isInside(at, theatreBox) }
  return { type: 'Feature', properties: all, geometry: { type: 'Point', coordinates: [...at] } }
}

/* ── Towns ─────────────────────────────────────────────────────────────────────────────────────── */

const theatreSchema = z.object({
  features: z.array(
    z.object({
      properties: z.object({
        name: z.string(),
        nameArabic: z.string().nullable(),
        kind: z.enum(['city', 'town', 'village', 'site', 'upland']),
        zmin: z.int(),
        source: z.string(),
        accuracyMetres: z.int(),
        geonamesId: z.int().optional(),
      }),
      geometry: z.object({ type: z.literal('Point'), coordinates: z.tuple([z.number(), z.number()]) }),
    }),
  ),
})

const position = z.tuple([z.number(), z.number()])
const sketchSchema = z.object({
  features: z.array(
    z.object({
      properties: z.object({
        name: z.string(),
        nameArabic: z.string(),
        kind: z.enum(['river', 'lake']),
        zmin: z.int(),
        source: z.string(),
        accuracyMetres: z.int(),
      }),
      geometry: z.object({ type: z.literal('LineString'), coordinates: z.array(position).min(4) }),
    }),
  ),
})

/** The kept list of the theatre's places, checked. */
export function parseTheatre(text: string) {
  return theatreSchema.parse(JSON.parse(text)).features
}
export type TheatrePlace = ReturnType<typeof parseTheatre>[number]

/** Waters that no source has, drawn by hand; a lake's line is closed. */
export function parseSketches(text: string) {
  return sketchSchema.parse(JSON.parse(text)).features
}

const arabicCountries = new Set('AE BH DZ EG IL IQ JO KW LB LY MA MR OM PS QA SA SD SY TN YE'.split(' '))
/** Quarters, abandoned and historical places. */
const leftOut = new Set(['PPLX', 'PPLW', 'PPLH', 'PPLQ', 'PPLCH', 'PPLL'])

/** The kept list first; GeoNames for everything that it does not name. */
export function placeLabels(theatre: readonly TheatrePlace[], cities: readonly City[]): Label[] {
  const kept = new Set<number | undefined>([
    ...theatre.map(({ properties }) => properties.geonamesId),
    ...mistakenCities,
  ])
  const others = cities.filter((city) => !kept.has(city.id) && !leftOut.has(city.code) && isWorthShowing(city))
  const isSuburb = suburbsOf(others)
  return [...theatre.map(theatreLabel), ...others.map((city) => cityLabel(city, isSuburb(city)))]
}

function theatreLabel({ properties, geometry }: TheatrePlace): Label {
  const { name, nameArabic, kind, zmin } = properties
  return label(geometry.coordinates, { name, ar: nameArabic, kind, zmin, order: zmin * 100 })
}

function isWorthShowing({ population, code, lon, lat }: City): boolean {
  return population >= 5_000 || code === 'PPLC' || (/^PPLA[23]?$/.test(code) && isInside([lon, lat], theatreBox))
}

/** Where quarters and neighbours of a large town give way to it. */
const suburbDegrees = 0.3
const suburbZoom = 8

/** Tells whether a town lies next to one that is larger, or the capital. */
function suburbsOf(cities: readonly City[]): (city: City) => boolean {
  const weight = ({ population, code }: City) => population + (code === 'PPLC' ? 1e8 : 0)
  const cells = new Map<string, City[]>()
  const cell = (lon: number, lat: number) => `${Math.floor(lon)} ${Math.floor(lat)}`
  for (const city of cities.filter((each) => zminOf(each) < suburbZoom)) {
    const key = cell(city.lon, city.lat)
    cells.set(key, [...(cells.get(key) ?? []), city])
  }
  const isNear = (a: City, b: City) =>
    Math.hypot((a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180), a.lat - b.lat) < suburbDegrees
  return (city) =>
    [-1, 0, 1]
      .flatMap((dx) => [-1, 0, 1].flatMap((dy) => cells.get(cell(city.lon + dx, city.lat + dy)) ?? []))
      .some((other) => weight(other) > weight(city) && isNear(city, other))
}

function cityLabel(city: City, isSuburb: boolean): Label {
  const zmin = isSuburb ? Math.max(suburbZoom, zminOf(city)) : zminOf(city)
  const { name, nameArabic } = cityNames[city.id] ?? namesOf(city)
  const kind = zmin <= 6 ? 'city' : zmin <= 8 ? 'town' : 'village'
  const order = zmin * 100 - Math.round(Math.log10(city.population + 1) * 10)
  return label([city.lon, city.lat], {
    name,
    ar: nameArabic,
    kind,
    zmin,
    order,
    capital: city.code === 'PPLC' ? 1 : null,
  })
}

/** The zoom at which a town of that size is first drawn. */
function zminOf({ population, code }: City): number {
  if (code === 'PPLC') return population >= 1_000_000 ? 3 : 4
  const steps: readonly (readonly [number, number])[] = [
    [8_000_000, 3],
    [2_000_000, 4],
    [700_000, 5],
    [200_000, 6],
    [70_000, 7],
    [20_000, 8],
  ]
  const step = steps.find(([least]) => population >= least)
  const byRank = code === 'PPLA' ? 7 : code === 'PPLA2' ? 8 : 9
  return Math.min(step ? step[1] : 9, byRank)
}

function namesOf(city: City): { name: string; nameArabic: string | null } {
  if (!arabicCountries.has(city.country)) return { name: city.name, nameArabic: null }
  const name = city.name.normalize('NFD').replace(/[\u0300-\u036f‘’ʼ`]/g, '')
  return { name: name.replace(/^(A[dhlnrstz]{1,2}) (?=[A-Z])/, '$1-'), nameArabic: arabicNameOf(name, city.otherNames) }
}

/* ── Countries, provinces, lakes ───────────────────────────────────────────────────────────────── */

const english = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
const arabic = new Intl.DisplayNames('ar', { type: 'region', fallback: 'none' })

export function countryLabels(countries: readonly Area[]): Label[] {
  return countries.map((country) => {
    const code = String(country.properties['iso_a2'])
    const isCode = /^[A-Z]{2}$/.test(code)
    const name = (isCode && english.of(code)) || String(country.properties['NAME'])
    const { at, zmin } = placeOf(country, 120)
    return label(at, {
      name,
      caps: spaced(name),
      ar: (isCode && arabic.of(code)) || null,
      zmin: Math.min(zmin, 6),
      order: zmin,
    })
  })
}

/**
 * Capitals set apart by thin spaces. The map does not space out the letters of a label that has Arabic in it, because
 * Arabic letters must stay joined.
 */
function spaced(name: string, language = 'en'): string {
  const words = name.toLocaleUpperCase(language).split(' ')
  return words.map((word) => Array.from(word).join('\u2009')).join('\u2009 \u2009')
}

export function provinceLabels(provinces: readonly Area[]): Label[] {
  return provinces.flatMap((province) => {
    const { name, adm0_a3: country } = province.properties
    if (typeof name !== 'string' || name === 'UNDOF') return []
    const known = governorateNames[`${String(country)} ${name}`]
    const { at, zmin } = placeOf(province, 110)
    return [
      label(known?.at ?? at, {
        name: known?.name ?? name,
        caps: spaced(known?.name ?? name, country === 'TUR' ? 'tr' : 'en'),
        ar: known?.nameArabic ?? null,
        zmin: Math.max(zmin, 4),
        order: zmin,
      }),
    ]
  })
}

/** The middle of the largest part, and the first zoom at which that part is `pixels` wide. */
function placeOf({ geometry }: Area, pixels: number): { at: Position; zmin: number } {
  const rings = geometry.coordinates.map(([outer = []]) => outer)
  const largest = rings.reduce((a, b) => (areaOf(a) >= areaOf(b) ? a : b), [])
  const { west, east } = extentOf(largest)
  const zmin = Math.ceil(Math.log2((pixels * 360) / (512 * (east - west))))
  return { at: visualCentre({ type: 'Polygon', coordinates: [largest] }), zmin: Math.min(9, Math.max(1, zmin)) }
}

export function lakeLabels(): Label[] {
  return lakeNames.map(({ name, nameArabic, at, zmin }) =>
    label(at, { name, ar: nameArabic, kind: 'lake', zmin, order: zmin * 100 }),
  )
}
