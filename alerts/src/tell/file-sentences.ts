/** What a file of zones holds that is no zone, in English: said of one of its features. */
export const fileSentences = {
  'file.noGeometry': 'Expected a geometry of type {list}, with coordinates; got {got}',
  'file.segment': 'Expected a segment of at least 2 points; there is none',
  'file.degrees': 'Expected lat and lon in degrees; got {got}',
  'file.link': 'Expected shapes; got a link to "{link}", which is not followed: import that file by itself',
  'file.picture': 'Expected a Placemark with a point, a line or an area; got a {element}, which is a picture',
  'file.oneGeometry': 'Expected one geometry, or several in a MultiGeometry; got {count}',
  'file.noShape': 'Expected a point, a line or an area; there is none',
  'file.otherShape': 'Expected a point, a line or an area; got a {element}',
  'file.onePosition': 'Expected one position; got {got}',
  'file.outer': 'Expected one outerBoundaryIs with a LinearRing in it',
  'file.emptyGroup': 'Expected shapes in it; there is none',
  'file.position': 'Expected longitude,latitude[,altitude]; got {got}',
  'file.system': 'Expected longitudes and latitudes in WGS 84 (RFC 7946); got positions in {got}: convert them first',
} as const
