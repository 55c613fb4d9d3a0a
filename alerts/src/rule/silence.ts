import { isNamedType } from '../incident-types.js'
import { finding } from '../tell/finding.js'
import { endOfSilence, isSilent, type Silence } from '../silence/silence.js'
import { instantMs } from '../time.js'
import { severityRank } from './severity.js'
import { pass, stageAmid, stop, type Subject } from './stage.js'

/**
 * Whether somebody has silenced the zone or the rule. It is asked last: what it stops is exactly what would have been
 * told, which is what a silence counts. What a snooze alone keeps back is asked about again when the last one ends; what
 * a silence keeps back as well is told to nobody.
 */
export const silence = stageAmid(
  'silence',
  ({ silences = [] }) => (silences.length === 0 ? undefined : silences),
  (_, subject) => {
    const [longest, ...others] = meant(subject).toSorted(lastToEnd)
    if (longest === undefined) return pass(finding('rule.notSilenced', {}))
    const keeping = [longest, ...others].filter((it) => keepsBack(it, subject))
    const kept = keeping.find((it) => it.isSnooze === undefined) ?? keeping[0]
    if (kept !== undefined) return stoppedBy(kept)
    const leastSeverity = longest.tellsFrom ?? 'unknown'
    return pass(finding('rule.silenceAllTheSame', { severity: subject.incident.severity, leastSeverity }))
  },
)

function stoppedBy(kept: Silence) {
  const untilAt = endOfSilence(kept)
  const values = { by: kept.by, untilAt, why: kept.reason }
  if (kept.isSnooze === undefined) return stop(finding('rule.silenced', values))
  return stop(finding('rule.snoozed', values), { at: untilAt, kept: true })
}

/** The silences that keep a subject back, each of which would by itself. */
export function silencesOver(subject: Subject): readonly Silence[] {
  return meant(subject).filter((it) => keepsBack(it, subject))
}

/** Those that are on and speak of the rule and of what it is; of what was heard before, those that were on then. */
function meant({ silences = [], rule, incident, heardAt, now }: Subject): readonly Silence[] {
  const ms = instantMs(heardAt ?? now)
  return silences.filter(
    ({ ruleId, types, ...it }) =>
      isSilent(it, ms) &&
      (ruleId === null || ruleId === rule.id) &&
      (types === null || isNamedType(types, incident.type)),
  )
}

function keepsBack({ tellsFrom }: Silence, { incident }: Subject): boolean {
  return tellsFrom === null || severityRank(incident.severity) < severityRank(tellsFrom)
}

function lastToEnd(a: Silence, b: Silence): number {
  return instantMs(endOfSilence(b)) - instantMs(endOfSilence(a))
}
