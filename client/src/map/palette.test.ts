import { severities } from '@cordon/alerts'
import { describe, expect, it } from 'vitest'
import { contrast, over } from './contrast.fixture.js'
import { groundColours } from './ground/colours.js'
import { palettes } from './palette.js'

/** What a sign has to stand out by from the ground that it lies on (WCAG 2.2, 1.4.11). */
const least = 3

describe.each(['dark', 'light', 'contrast', 'print'] as const)('what is drawn over the ground: %s', (theme) => {
  const [palette, { land, sea }] = [palettes[theme], groundColours[theme]]

  it.each(severities)('shows a sign of severity %s by its area or its edge', (severity) => {
    const strongest = [palette.severity[severity], palette.edge].map((it) => contrast(it, land))
    expect(Math.max(...strongest)).toBeGreaterThanOrEqual(least)
  })

  it('shows the lines of zones, and the thinner ones of their rings, on land and sea', () => {
    const seen = [palette.zoneLine, palette.zoneRing].flatMap((strength) =>
      [land, sea].map((ground) => contrast(over(palette.zone, ground, strength), ground)),
    )
    expect(Math.min(...seen)).toBeGreaterThanOrEqual(least)
    expect(palette.zoneRing).toBeLessThan(palette.zoneLine)
  })
})

it.each(severities)(
  'high contrast keeps a sign of severity %s to be seen, however old it is or refuted',
  (severity) => {
    const { severity: colours, faintest } = palettes.contrast
    const { land, sea } = groundColours.contrast
    for (const ground of [land, sea])
      expect(contrast(over(colours[severity], ground, faintest - 0.1), ground)).toBeGreaterThanOrEqual(least)
  },
)
