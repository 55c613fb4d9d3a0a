/** What the page is made of and shows, with whose it is. */
export const licences = {
  data: [
    {
      name: 'Natural Earth',
      licence: 'Public domain',
      notice: 'Countries, governorates, lakes. Made with Natural Earth.',
    },
    {
      name: 'GSHHG / WDB II',
      licence: 'LGPL 3.0',
      notice: 'Rivers and coastlines. Paul Wessel and Walter H. F. Smith, via the Generic Mapping Tools.',
    },
    { name: 'GeoNames', licence: 'CC BY 4.0', notice: 'Towns and villages with their names. geonames.org' },
    {
      name: 'UCDP Georeferenced Event Dataset',
      licence: 'CC BY 4.0',
      notice: 'Villages of the theatre. Uppsala Conflict Data Program, Department of Peace and Conflict Research.',
    },
  ],
  fonts: [
    { name: 'Inter', licence: 'SIL Open Font License 1.1', notice: 'The Inter Project Authors.' },
    { name: 'Noto Sans', licence: 'SIL Open Font License 1.1', notice: 'The Noto Project Authors.' },
    { name: 'Noto Sans Arabic', licence: 'SIL Open Font License 1.1', notice: 'The Noto Project Authors.' },
  ],
  software: [
    { name: 'Cordon', licence: 'Apache-2.0', notice: 'The Cordon authors.' },
    { name: 'MapLibre GL JS', licence: 'BSD-3-Clause', notice: 'MapLibre contributors; Mapbox.' },
    { name: 'PMTiles', licence: 'BSD-3-Clause', notice: 'Protomaps LLC.' },
    { name: 'Vue, Vue Router, Vue I18n', licence: 'MIT', notice: 'Yuxi (Evan) You; kazuya kawaguchi.' },
    { name: 'Reka UI', licence: 'MIT', notice: 'Reka UI contributors.' },
    { name: 'TanStack Virtual', licence: 'MIT', notice: 'Tanner Linsley.' },
    { name: 'Socket.IO', licence: 'MIT', notice: 'Guillermo Rauch and contributors.' },
    { name: 'milsymbol', licence: 'MIT', notice: 'Måns Beckman.' },
    { name: 'Terra Draw', licence: 'MIT', notice: 'James Milner and contributors.' },
  ],
} as const
