import type { FacilityKind, Incident, IncidentType } from '@cordon/alerts'

/** Where MIL-STD-2525D keeps a symbol: its symbol set, the entity in it, and a modifier above the icon. */
interface Place {
  readonly set: '20' | '40'
  readonly entity: string
  readonly modifier: string
}

const activity = (entity: string, modifier = '00'): Place => ({ set: '40', entity, modifier })
const installation = (entity: string): Place => ({ set: '20', entity, modifier: '00' })

/** The standard has no word for it: a frame of the nearest class above, without an icon. */
const incident = activity('110000')
const operation = activity('130000')

/**
 * The symbol of each type: set 40, activities. The standard is coarser than the field's types, so that some share one; none
 * says more than its type does.
 */
const incidentPlaces: Readonly<Record<IncidentType, Place>> = {
  'armed-clash': activity('110400'), // shooting
  ambush: activity('110400'),
  'checkpoint-attack': activity('110400'),
  'base-attack': activity('110400'),
  'territory-change': operation,
  'territory-regained': operation,
  'territory-overtaken': operation,
  ied: activity('110301'), // improvised explosive device: explosion
  'vehicle-bomb': activity('160500'), // vehicle explosion
  'suicide-bomb': activity('110304'), // suicide improvised explosive device
  shelling: activity('110604'), // explosion: mortar
  drone: activity('110600'), // explosion
  'air-strike': activity('110606'), // explosion: bomb
  grenade: activity('110601'), // explosion: grenade
  'chemical-weapon': activity('150101'), // hazardous material: chemical agent
  assassination: activity('110108', '01'), // killing, assassination
  abduction: activity('110100', '05'), // criminal activity, kidnapping
  'attack-on-civilians': activity('110100'), // criminal activity
  'sexual-violence': activity('110100', '08'), // criminal activity, rape
  demonstration: activity('120100'), // civil disturbance: demonstration
  'protest-with-intervention': activity('120000'), // civil disturbance
  'force-against-protesters': activity('120000'),
  'violent-demonstration': activity('110110'), // riot
  'mob-violence': activity('110110'),
  'prison-break': activity('110115'), // jail break
  arrest: activity('110101'), // arrest
  'weapons-seized': activity('130300', '12'), // searching, find
  looting: activity('110114'), // vandalism, loot, ransack, plunder
  plot: activity('110123'), // criminal activity: threat
  agreement: activity('131000'), // meeting
  'base-established': installation('120802'), // military base
  'group-change': operation,
  'territory-transferred': operation,
  illumination: operation,
  'strategic-other': operation,
  'natural-hazard': activity('170000'), // natural event
  accident: activity('131200', '16'), // emergency operation, accident
  'feed-silent': incident,
  'nothing-heard': incident,
  other: incident,
}

/** The symbol of each kind of facility: set 20, installations. */
const facilityPlaces: Readonly<Record<FacilityKind, Place>> = {
  prison: installation('112108'), // law enforcement: prison
  camp: installation('111901'), // displaced persons, refugees, evacuees camp
  base: installation('120802'), // military base
  checkpoint: installation('112100'), // law enforcement
  office: installation('120300'), // commercial infrastructure
  hospital: installation('120702'), // medical treatment facility
  depot: installation('112000'), // warehouse or storage facility
  other: installation('120000'), // infrastructure
}

/**
 * The code of an incident's symbol by MIL-STD-2525D, twenty digits. Nobody's side is claimed: the identity is always
 * "unknown". A threat is "anticipated", whose frame is broken; what is played is marked as an exercise.
 */
export function incidentCode({ type, kind, exercise }: Pick<Incident, 'type' | 'kind' | 'exercise'>): string {
  return code(incidentPlaces[type], {
    context: exercise ? '1' : '0',
    identity: '1',
    status: kind === 'threat' ? '1' : '0',
  })
}

/** The code of a facility's symbol: what is guarded is "friend". */
export function facilityCode(kind: FacilityKind): string {
  return code(facilityPlaces[kind], { context: '0', identity: '3', status: '0' })
}

interface Standing {
  readonly context: '0' | '1'
  readonly identity: '1' | '3'
  readonly status: '0' | '1'
}

function code({ set, entity, modifier }: Place, { context, identity, status }: Standing): string {
  return `10${context}${identity}${set}${status}000${entity}${modifier}00`
}
