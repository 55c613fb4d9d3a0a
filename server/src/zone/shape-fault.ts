/** What PostGIS finds wrong with a shape, by its reason (`ST_IsValidReason`), and how that is said. */
const reasons: Readonly<Record<string, string>> = {
  'Self-intersection': 'an outline that does not cross itself; it does',
  'Ring Self-intersection': 'an outline that does not touch itself; it does',
  'Hole lies outside shell': 'holes that lie within the outline; one lies outside',
  'Holes are nested': 'holes that lie beside each other; one lies within another',
  'Nested shells': 'parts that lie beside each other; one lies within another',
  'Interior is disconnected': 'an area in one piece; its holes cut it apart',
  'Duplicate Rings': 'each outline once; one is told twice',
  'Too few points in geometry component': 'at least three corners in each outline; one has fewer',
}

/** What was expected of a shape, and where it is otherwise, as people write positions: latitude first. */
export function shapeFault(fault: string): string {
  const [, reason = fault, longitude, latitude] = /^(.*?)\s*\[(\S+) (\S+)\]$/.exec(fault) ?? []
  const where = longitude === undefined ? '' : ` at ${Number(latitude).toFixed(5)}, ${within180(Number(longitude))}`
  const known = reasons[reason]
  return known === undefined ? `Expected a valid shape; PostGIS says: ${fault}` : `Expected ${known}${where}`
}

function within180(longitude: number): string {
  return (((((longitude + 180) % 360) + 360) % 360) - 180).toFixed(5)
}
