import type { Sitrep } from '@cordon/alerts'
import type { SitrepLanguage } from '../wire/index.js'

/** What the document of a report is called: its month, its version and its language. */
export function sitrepFileName({ from, version }: Pick<Sitrep, 'from' | 'version'>, language: SitrepLanguage): string {
  return `report-${from.slice(0, 7)}-v${version}-${language}.pdf`
}
