import type { ExportFormat } from '@cordon/alerts'

/** What each kind of file that history is taken out as is called among our words, by its name in the contract. */
export const fileKinds = {
  csv: 'csv',
  geojson: 'geoJson',
  kml: 'kml',
  fgb: 'flatGeobuf',
} as const satisfies Readonly<Record<ExportFormat, string>>
