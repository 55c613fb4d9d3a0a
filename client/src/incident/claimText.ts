import { figuresOf, formatUtc, type Claim } from '@cordon/alerts'
import { countText } from './counts.js'

/** What a claim says as a figure, names or times; null where it says it in words alone. */
export function claimText(claim: Claim): string | null {
  switch (claim.topic) {
    case 'killed':
    case 'injured':
    case 'held':
    case 'involved':
      return countText(claim.range)
    case 'duration':
      return hoursText(claim)
    case 'attribution':
      return claim.by.length === 0 ? null : claim.by.join(', ')
    case 'time':
      return [claim.from, claim.to]
        .flatMap((at) => (at === null ? [] : [`${at.slice(0, 10)} ${formatUtc(at)}`]))
        .join(' – ')
    case 'place':
    case 'denial':
      return null
  }
}

function hoursText(claim: Claim): string | null {
  const text = countText(figuresOf(claim))
  return text === null ? null : `${text} h`
}
