import { bareMapping, type RecordMapping } from '@cordon/alerts'

/** What drawings have in common: a name, a description and a geometry, of which lines and areas count by their middle. */
const drawn = {
  ...bareMapping,
  title: { from: ['properties.name', 'properties.desc', 'properties.description'] },
  type: { from: ['properties.type'], table: {}, otherwise: 'other' },
  position: { how: 'geometry', from: ['geometry'] },
  // As drawing programs and map makers call it in what they extend a placemark by.
  admin1: {
    from: ['admin1', 'ADM1_EN', 'adm1_en', 'adm1_name', 'governorate', 'Governorate'].map((it) => `properties.${it}`),
  },
  place: { from: ['properties.place', 'properties.address'] },
} as const

/** Placemarks of KML: when they happened stands in their time stamp or span. */
export const placemarks: RecordMapping = {
  ...drawn,
  name: 'KML placemarks',
  summary: { from: ['properties.description.value', 'properties.description'] },
  occurredFrom: {
    from: ['properties.timestamp', 'properties.timespan.begin', 'properties.date'],
    ...{ clock: [], format: 'iso', zone: 'UTC' },
  },
  occurredTo: { from: ['properties.timespan.end'], clock: [], format: 'iso', zone: 'UTC' },
}

/** Waypoints and tracks of GPX. */
export const waypoints: RecordMapping = {
  ...drawn,
  name: 'GPX waypoints and tracks',
  summary: { from: ['properties.desc', 'properties.cmt'] },
  occurredFrom: { from: ['properties.time'], clock: [], format: 'iso', zone: 'UTC' },
}
