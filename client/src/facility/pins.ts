import type { FacilityKind } from '@cordon/alerts'

/** A pin's outline on a grid of 24 by 28; its tip stands on the place. */
export const pin =
  'M12 27 8.6 22H4.4A2.4 2.4 0 0 1 2 19.6V4.4A2.4 2.4 0 0 1 4.4 2h15.2A2.4 2.4 0 0 1 22 4.4v15.2a2.4 2.4 0 0 1-2.4 2.4h-4.2Z'

/** What stands in the pin, by what is guarded; lines on the same grid. */
export const facilityGlyphs: Readonly<Record<FacilityKind, string>> = {
  prison: 'M7.2 6.5v11M10.4 6.5v11M13.6 6.5v11M16.8 6.5v11M6 8.4h12M6 15.6h12',
  camp: 'M5.8 17.2 12 6.6l6.2 10.6ZM10 17.2l2-4 2 4',
  base: 'M12 6.2l5.4 2v4c0 3-2.2 5-5.4 6-3.2-1-5.4-3-5.4-6v-4Z',
  checkpoint: 'M6 17.5v-11M6 9.5h12M9 9.5l-2 3M13 9.5l-2 3M17 9.5l-2 3',
  office: 'M7.5 17.5v-11h9v11M6 17.5h12M10 9.2h.1M14 9.2h.1M10 12h.1M14 12h.1M12 17.5v-2.6',
  hospital: 'M12 6.8v10.4M6.8 12h10.4',
  depot: 'M6 17.2V9.8L12 6.6l6 3.2v7.4ZM9 17.2v-4.4h6v4.4',
  other: 'M12 9.4a2.6 2.6 0 1 0 0 5.2 2.6 2.6 0 0 0 0-5.2Z',
}
