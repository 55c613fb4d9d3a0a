import type { Severity } from '@cordon/alerts'
import type { GroundTheme } from './style.js'

/** Colours of what is drawn above the ground; the same as the tokens of the page. */
export interface Palette {
  readonly severity: Readonly<Record<Severity, string>>
  readonly edge: string
  readonly ink: string
  readonly zone: string
  /** How strong the lines of zones are, and the thinner ones of their rings and reach; from 0 to 1. */
  readonly zoneLine: number
  readonly zoneRing: number
  /** What a sign keeps of its strength, however old it is; from 0 to 1. */
  readonly faintest: number
  readonly pin: string
  readonly pinEdge: string
  readonly pinInk: string
  readonly text: string
  readonly halo: string
  readonly select: string
  /** What a change of a rule would add, and what it would take away. */
  readonly added: string
  readonly removed: string
  readonly cluster: string
  /** What the ring round several is drawn in; null where in the colour of the worst. */
  readonly ring: string | null
}

export const palettes: Readonly<Record<GroundTheme, Palette>> = {
  dark: {
    severity: { extreme: '#ff5d6c', severe: '#ff9b42', moderate: '#f4d24a', minor: '#55b6f5', unknown: '#a3b0c0' },
    edge: '#0a111a',
    ink: '#0a111a',
    zone: '#7fd8cd',
    zoneLine: 0.65,
    zoneRing: 0.52,
    faintest: 0,
    pin: '#24364b',
    pinEdge: '#8fa3bb',
    pinInk: '#e3ecf6',
    text: '#e8eef6',
    halo: '#141e2c',
    select: '#ffffff',
    added: '#5fcf93',
    removed: '#f5b83d',
    cluster: '#15202e',
    ring: null,
  },
  light: {
    severity: { extreme: '#d11f38', severe: '#e0700f', moderate: '#eec01c', minor: '#2381d6', unknown: '#617083' },
    edge: '#1c2736',
    ink: '#10161f',
    zone: '#0a6b63',
    zoneLine: 0.9,
    zoneRing: 0.78,
    faintest: 0,
    pin: '#ffffff',
    pinEdge: '#4b5d70',
    pinInk: '#22313f',
    text: '#111c2a',
    halo: '#f7f6f3',
    select: '#0b1420',
    added: '#17734a',
    removed: '#8a5a00',
    cluster: '#ffffff',
    ring: null,
  },
  contrast: {
    severity: { extreme: '#ff7a86', severe: '#ffab5c', moderate: '#ffe066', minor: '#7ccbff', unknown: '#d0d8e2' },
    edge: '#000000',
    ink: '#000000',
    zone: '#5ff0dd',
    zoneLine: 1,
    zoneRing: 0.8,
    faintest: 0.68,
    pin: '#000000',
    pinEdge: '#ffffff',
    pinInk: '#ffffff',
    text: '#ffffff',
    halo: '#000000',
    select: '#ffffff',
    added: '#7dffb4',
    removed: '#ffd166',
    cluster: '#000000',
    ring: null,
  },
  // Light enough for black signs, and each of another lightness: shape and glyph carry the meaning in greys.
  print: {
    severity: { extreme: '#f2707c', severe: '#f7a356', moderate: '#f8df7a', minor: '#cfe6fb', unknown: '#4b5563' },
    edge: '#000000',
    ink: '#000000',
    zone: '#0a5a54',
    zoneLine: 0.9,
    zoneRing: 0.78,
    faintest: 0,
    pin: '#ffffff',
    pinEdge: '#000000',
    pinInk: '#000000',
    text: '#000000',
    halo: '#ffffff',
    select: '#000000',
    added: '#000000',
    removed: '#000000',
    cluster: '#ffffff',
    // Light colours are no lines on white.
    ring: '#000000',
  },
}
