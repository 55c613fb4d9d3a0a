import { asRaised } from '@cordon/alerts'

/**
 * An alert, of its row's alias. As long as nobody has done anything with it, the row leaves out what every alert is when it
 * is raised: that is two fifths of its members.
 */
export function alertOf(alias: string): string {
  return `('${JSON.stringify(asRaised)}'::jsonb || ${alias}.body)`
}
