import { incidentTypes, type IncidentClass, type IncidentType, type Severity } from '@cordon/alerts'

/** Outlines of the signs of severity on a grid of 24; the same in lists and on the map. */
export const shapes: Readonly<Record<Severity, string>> = {
  extreme: 'M12 1.2 22.8 12 12 22.8 1.2 12Z',
  severe: 'M12 2 22.8 21.2H1.2Z',
  moderate: 'M3.2 3.2h17.6v17.6H3.2Z',
  minor: 'M12 2.2a9.8 9.8 0 1 0 0 19.6 9.8 9.8 0 0 0 0-19.6Z',
  unknown: 'M12 2.8a9.2 9.2 0 1 0 0 18.4 9.2 9.2 0 0 0 0-18.4Z',
}

/** What stands inside a sign: the class of the incident, as lines on the same grid. */
export const glyphs: Readonly<Record<IncidentClass, string>> = {
  battle: 'M8.4 8.4l7.2 7.2M15.6 8.4l-7.2 7.2',
  explosion: 'M12 6.8v10.4M6.8 12h10.4M8.6 8.6l6.8 6.8M15.4 8.6l-6.8 6.8',
  'violence-against-civilians':
    'M12 10.4a1.9 1.9 0 1 0 0-3.8 1.9 1.9 0 0 0 0 3.8ZM8.4 17c.3-2.8 1.7-4.2 3.6-4.2s3.3 1.4 3.6 4.2',
  protest: 'M8.8 7h6.4v4.6H8.8ZM12 11.6V17',
  riot: 'M12 6.6c.4 2.2 3.2 3.1 3.2 6.1a3.2 3.2 0 0 1-6.4 0c0-1.5.9-2.3 1.3-3.2.6.5 1 1 1.2 1.7.7-1.1.9-2.8.7-4.6Z',
  strategic: 'M9.2 17.2V7l6.4 2.4-6.4 2.6',
  other: 'M12 11a1 1 0 1 0 0 2 1 1 0 0 0 0-2Z',
}

/** A bar below the sign: the window in which a threat may come true. */
export const windowBar = 'M4 26h16M4 24.4v3.2M20 24.4v3.2'

/** Where the glyph stands so that it looks centred: a triangle's middle lies lower than its box's. */
export function glyphOf(type: IncidentType, severity: Severity): { readonly path: string; readonly drop: number } {
  return { path: glyphs[incidentTypes[type].class], drop: severity === 'severe' ? 2.4 : 0 }
}
