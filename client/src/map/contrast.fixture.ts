const partsOf = (colour: string) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = partsOf(colour).map((part) =>
    part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** Contrast ratio of WCAG 2. */
export function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

/** A colour as it comes out over another one, drawn with a strength from 0 to 1. */
export function over(colour: string, below: string, strength: number): string {
  const ground = partsOf(below)
  const mixed = partsOf(colour).map((part, at) => part * strength + (ground[at] ?? 0) * (1 - strength))
  return `#${mixed
    .map((part) =>
      Math.round(part * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}
