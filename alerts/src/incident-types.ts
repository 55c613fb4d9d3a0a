/** Two levels: the field's six classes (ACLED names them so) and the types below them. */
export const incidentTypes = {
  'armed-clash': { class: 'battle', label: 'Armed clash' },
  ambush: { class: 'battle', label: 'Ambush' },
  'checkpoint-attack': { class: 'battle', label: 'Checkpoint attack' },
  'base-attack': { class: 'battle', label: 'Attack on a base' },
  'territory-change': { class: 'battle', label: 'Territory changes hands' },
  'territory-regained': { class: 'battle', label: 'Government regains territory' },
  'territory-overtaken': { class: 'battle', label: 'Armed group overtakes territory' },
  ied: { class: 'explosion', label: 'IED' },
  'vehicle-bomb': { class: 'explosion', label: 'Vehicle bomb' },
  'suicide-bomb': { class: 'explosion', label: 'Suicide bomb' },
  shelling: { class: 'explosion', label: 'Shelling or rocket' },
  drone: { class: 'explosion', label: 'Drone strike' },
  'air-strike': { class: 'explosion', label: 'Air strike' },
  grenade: { class: 'explosion', label: 'Grenade' },
  'chemical-weapon': { class: 'explosion', label: 'Chemical weapon' },
  assassination: { class: 'violence-against-civilians', label: 'Assassination' },
  abduction: { class: 'violence-against-civilians', label: 'Abduction' },
  'attack-on-civilians': { class: 'violence-against-civilians', label: 'Attack on civilians' },
  'sexual-violence': { class: 'violence-against-civilians', label: 'Sexual violence' },
  demonstration: { class: 'protest', label: 'Demonstration' },
  'protest-with-intervention': { class: 'protest', label: 'Protest with intervention' },
  'force-against-protesters': { class: 'protest', label: 'Force against protesters' },
  'violent-demonstration': { class: 'riot', label: 'Violent demonstration' },
  'mob-violence': { class: 'riot', label: 'Mob violence' },
  'prison-break': { class: 'riot', label: 'Prison break or riot' },
  arrest: { class: 'strategic', label: 'Arrest or raid' },
  'weapons-seized': { class: 'strategic', label: 'Weapons seized' },
  looting: { class: 'strategic', label: 'Looting or destruction' },
  plot: { class: 'strategic', label: 'Warning or plot' },
  agreement: { class: 'strategic', label: 'Agreement' },
  'base-established': { class: 'strategic', label: 'Base established' },
  'group-change': { class: 'strategic', label: 'Change to a group' },
  'territory-transferred': { class: 'strategic', label: 'Territory handed over' },
  illumination: { class: 'strategic', label: 'Illumination or show of force' },
  'strategic-other': { class: 'strategic', label: 'Other development' },
  'natural-hazard': { class: 'other', label: 'Natural hazard' },
  accident: { class: 'other', label: 'Accident' },
  'feed-silent': { class: 'other', label: 'Feed is silent' },
  'nothing-heard': { class: 'other', label: 'Nothing heard' },
  other: { class: 'other', label: 'Other' },
} as const satisfies Record<string, { class: string; label: string }>

/** A type of incident, the lower of the two levels. */
export type IncidentType = keyof typeof incidentTypes

/** Types that are said of several others where nobody says which: whoever asks for one asks for all of those. */
const narrower: Readonly<Partial<Record<IncidentType, readonly IncidentType[]>>> = {
  'territory-change': ['territory-regained', 'territory-overtaken', 'territory-transferred'],
}

/** The types that are asked for by some names, each once. */
export function namedTypes(names: readonly IncidentType[]): readonly IncidentType[] {
  return [...new Set(names.flatMap((name) => [name, ...(narrower[name] ?? [])]))]
}

/** The types that one is said of where nobody says which. */
export function narrowerTypes(type: IncidentType): readonly IncidentType[] {
  return narrower[type] ?? []
}

/** Whether a type is asked for by some names. */
export function isNamedType(names: readonly IncidentType[], type: IncidentType): boolean {
  return namedTypes(names).includes(type)
}

/** The upper of the two levels. */
export const incidentClasses = {
  battle: 'Battle',
  explosion: 'Explosion or remote violence',
  'violence-against-civilians': 'Violence against civilians',
  protest: 'Protest',
  riot: 'Riot',
  strategic: 'Strategic development',
  other: 'Other',
} as const
export type IncidentClass = keyof typeof incidentClasses
