import { isUrgent, type Alert } from '@cordon/alerts'

/** How many alerts are told by their sentence: whoever hears a flood has to act before its end. */
const mostSentences = 3

/** How an alert is said, and how many more there are. */
interface Said {
  readonly sentence: (alert: Alert) => string
  readonly more: (count: number) => string
}

/** What is heard of alerts that have just risen: of the urgent ones at once, of the others at the next pause; empty of none. */
export function alertNews(fresh: readonly Alert[], said: Said) {
  const text = (of: readonly Alert[]) => {
    const rest = of.length - mostSentences
    return [...of.slice(0, mostSentences).map(said.sentence), ...(rest > 0 ? [said.more(rest)] : [])].join(' ')
  }
  return { urgent: text(fresh.filter(isUrgent)), polite: text(fresh.filter((alert) => !isUrgent(alert))) }
}
