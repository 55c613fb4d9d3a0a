import type { Claim, Report } from '../model.js'

/**
 * A report for those who may not know the exact place: who says it, when, and its figures, without a word of what was
 * written. Its link and its source's own id lead to the words, and are left out as well.
 */
export function coarsenReport(report: Report): Report {
  const { id, incidentId, sourceId, sourceName, reliability, reliabilityThen, credibility, origin } = report
  const { reportedAt, recordedAt, revision, withdrawn } = report
  return {
    ...{ id, incidentId, sourceId, sourceName, reliability, reliabilityThen, credibility, origin },
    ...{ reportedAt, recordedAt, revision, withdrawn },
    ...{ title: sourceName, text: null, link: null, externalId: null },
    claims: report.claims.flatMap(coarsenClaim),
  }
}

function coarsenClaim(claim: Claim): readonly Claim[] {
  switch (claim.topic) {
    case 'place':
      return []
    case 'denial':
      return [{ topic: claim.topic, words: '' }]
    case 'killed':
    case 'injured':
    case 'held':
    case 'involved':
    case 'duration':
    case 'attribution':
    case 'time':
      return [{ ...claim, words: null }]
  }
}
