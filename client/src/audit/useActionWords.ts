import { useI18n } from 'vue-i18n'
import { methodOf, partOf } from './placeOf.js'

/** The parts of the house in which something is done, as paths name them. */
export const auditParts = [
  ...['accounts', 'alerts', 'audit', 'calendars', 'contacts', 'deliveries', 'escalations', 'facilities', 'feeds'],
  ...['handovers', 'holds', 'imports', 'incidents', 'keeping', 'links', 'log', 'place-lists', 'reports'],
  ...['rotations', 'rules', 'searches', 'session', 'shifts', 'silences', 'sitreps', 'sources', 'story'],
  ...['subscriptions', 'teams', 'tokens', 'views', 'zones'],
] as const

/** Says an action in words: what was done, and in which part; one that has no words yet as it is. */
export function useActionWords() {
  const words = useI18n()
  return (action: string): string => {
    const part = `auditPart.${partOf(action)}`
    const method = `auditMethod.${methodOf(action)}`
    return words.te(part) && words.te(method) ? `${words.t(method)} · ${words.t(part)}` : action
  }
}
