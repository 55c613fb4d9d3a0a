import { formatDistance } from '@cordon/alerts'
import { numberFormat } from '../world/formats.js'

const units: ReadonlyMap<string, string> = new Map([
  ['m', 'meter'],
  ['km', 'kilometer'],
])

/** A distance in the reader's language, rounded as everywhere else. No line ends between its number and its unit. */
export function distanceIn(locale: string, metres: number): string {
  const [count = '', short = ''] = formatDistance(metres).split(' ')
  if (locale === 'en') return `${count}\u00a0${short}`
  const options = { style: 'unit', unit: units.get(short), unitDisplay: 'narrow', useGrouping: false } as const
  return numberFormat(`${locale}-u-nu-latn`, options).format(Number(count)).replaceAll(/\s/g, '\u00a0')
}
