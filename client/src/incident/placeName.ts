import type { PlaceCandidate } from '@cordon/alerts'
import { countryName } from '../ui/countryName.js'

/** Where a place lies: its governorate and its country, of those that are known. */
export function placeUnits({ admin1, country }: PlaceCandidate['place'], language: string): readonly string[] {
  return [admin1, country === null ? null : countryName(country, language)].filter((it) => it !== null)
}
