import { plainDigits, readNumber } from './digits.js'

/** A sign for each of the words that say on which side of the equator or of Greenwich. */
const sides: Readonly<Record<string, 1 | -1>> = { n: 1, e: 1, s: -1, w: -1, ش: 1, ق: 1, ج: -1, غ: -1 }

const side = '([NSEWشقجغ])'
const part = String.raw`(\d{1,2}(?:[.,]\d+)?)`
const sexagesimal = new RegExp(
  String.raw`^${side}?\s*(\d{1,3})\s*[°ºd:]\s*(?:${part}\s*(?:['′’m:]\s*|(?=$|[^\d.,'′’m:]))(?:${part}\s*["″”s]?\s*)?)?${side}?$`,
  'i',
)

/**
 * Reads a longitude or latitude: `35.1501`, `35,1501` where commas are declared, or degrees, minutes and seconds such as
 * `35°09'00"N`. Null where it is none.
 */
export function readDegrees(text: string, decimal: 'point' | 'comma'): number | null {
  const plain = readNumber(text, decimal)
  if (plain !== null) return plain
  const parts = sexagesimal.exec(plainDigits(text).trim())
  if (parts === null) return oneSided(plainDigits(text).trim(), decimal)
  const [, before, degrees, minutes = '0', seconds = '0', after] = parts
  const sign = sides[(before ?? after ?? 'n').toLowerCase()] ?? 1
  const [m, s] = [Number(minutes.replace(',', '.')), Number(seconds.replace(',', '.'))]
  return m < 60 && s < 60 ? sign * (Number(degrees) + m / 60 + s / 3600) : null
}

/** `35.15 N`, `W 71.2°`. */
function oneSided(text: string, decimal: 'point' | 'comma'): number | null {
  const [, before, digits = '', after] = /^([NSEWشقجغ])?\s*([\d.,]+)\s*°?\s*([NSEWشقجغ])?$/i.exec(text) ?? []
  const value = readNumber(digits, decimal)
  const sign = sides[(before ?? after ?? 'n').toLowerCase()] ?? 1
  return value === null ? null : sign * value
}

/**
 * Reads two numbers in one text: `35.15, 40.42`, `35.15 40.42 0 0` (as form servers write a point) or `POINT (40.42 35.15)`,
 * whose order is longitude first by its standard. Null where they are not two.
 */
export function readPair(
  text: string,
  it: { readonly order: 'lon-lat' | 'lat-lon'; readonly decimal: 'point' | 'comma' },
) {
  const wkt = /^(?:SRID=\d+;)?POINT\s*(?:Z|M|ZM)?\s*\(\s*(\S+)\s+([^\s)]+)[^)]*\)$/i.exec(text.trim())
  const [first, second] = wkt === null ? pairParts(text, it.decimal) : [wkt[1], wkt[2]]
  const a = readDegrees(first ?? '', wkt === null ? it.decimal : 'point')
  const b = readDegrees(second ?? '', wkt === null ? it.decimal : 'point')
  if (a === null || b === null) return null
  return wkt !== null || it.order === 'lon-lat' ? { longitude: a, latitude: b } : { longitude: b, latitude: a }
}

/** Between decimal commas only `;` or a space can part two numbers. */
function pairParts(text: string, decimal: 'point' | 'comma'): readonly string[] {
  const bare = plainDigits(text)
    .trim()
    .replace(/^[[(]\s*|\s*[\])]$/g, '')
  if (bare.includes(';')) return bare.split(/\s*;\s*/)
  return decimal === 'point' && bare.includes(',') ? bare.split(/\s*,\s*/) : bare.split(/\s+/)
}
