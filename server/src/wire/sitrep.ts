import {
  incidentStatuses,
  locationPrecisions,
  severities,
  sitrepDoubts,
  sitrepFigures,
  sitrepSections,
  sitrepStates,
  timePrecisions,
  type Sitrep,
} from '@cordon/alerts'
import { z } from 'zod'
import { typeKeys } from './incident-input.js'

const tollShape = { low: z.int(), high: z.int().nullable(), best: z.int().nullable() }
const tollOut = z.object(tollShape).nullable()
const tallyOut = z.object({ ...tollShape, incidents: z.int(), doubtful: z.int() })
const governorate = { name: z.string().nullable(), nameArabic: z.string().nullable() }
const period = { from: z.string(), until: z.string() }
const actor = z.object({ id: z.string(), name: z.string() })

const listedOut = z.object({
  id: z.string(),
  revision: z.int(),
  type: z.enum(typeKeys),
  title: z.string(),
  severity: z.enum(severities),
  status: z.enum(incidentStatuses),
  grade: z.string(),
  place: z.string().nullable(),
  point: z.object({ type: z.literal('Point'), coordinates: z.array(z.number()) }),
  uncertaintyMetres: z.number(),
  locationPrecision: z.enum(locationPrecisions),
  occurredFrom: z.string(),
  occurredTo: z.string().nullable(),
  timePrecision: z.enum(timePrecisions),
  killed: tollOut,
  injured: tollOut,
  held: tollOut,
  sources: z.array(z.string()),
  governorate: z.object(governorate),
  doubts: z.array(z.enum(sitrepDoubts)),
  counted: z.array(z.enum(sitrepFigures)),
})

const feedOut = z.object({
  name: z.string(),
  required: z.boolean(),
  enabled: z.boolean(),
  /** When it was made or switched on last, where that was after the period began. */
  onFrom: z.string().nullable(),
  outages: z.array(z.object({ from: z.string(), until: z.string().nullable() })),
  silentMs: z.number(),
})

const contentOut = z.object({
  before: z.object(period),
  figures: z.array(z.object({ name: z.enum(sitrepFigures), now: tallyOut, before: tallyOut })),
  weeks: z.array(z.object({ ...period, incidents: z.int(), attacks: z.int() })),
  weekless: z.int(),
  governorates: z.array(z.object({ ...governorate, incidents: z.int(), attacks: z.int() })),
  types: z.array(z.object({ type: z.enum(typeKeys), incidents: z.int() })),
  incidents: z.array(listedOut),
  left: z.object({ refuted: z.int(), threats: z.int(), exercises: z.int() }),
  names: z.record(z.string(), z.string()).optional(),
  feeds: z.array(feedOut).optional(),
})

const head = {
  id: z.string(),
  revision: z.int(),
  state: z.enum(sitrepStates),
  version: z.int(),
  /** The signed report that this one corrects. */
  corrects: z.string().nullable(),
  ...period,
  title: z.string(),
  summary: z.string(),
  remarks: z.partialRecord(z.enum(sitrepSections), z.string()),
  /** As in the address of a list of incidents, without its times. */
  search: z.record(z.string(), z.string()),
  asOf: z.string(),
  /** SHA-256 in hexadecimal over everything that it tells. */
  hash: z.string(),
  madeBy: actor,
  madeAt: z.string(),
  changedBy: actor,
  changedAt: z.string(),
  signedBy: actor.nullable(),
  signedAt: z.string().nullable(),
}
const standing = {
  ...head,
  correctedBy: z.string().nullable(),
  /** The schedule that has drawn it up, or the first version of it: to whom it goes once it is signed. */
  scheduleId: z.string().nullable(),
}

export const sitrepRevisionOut = z.object(head).meta({ id: 'SitrepRevision' })
export const sitrepListedOut = z.object(standing).meta({ id: 'SitrepListed' })
export const sitrepOut = z.object({ ...standing, content: contentOut }).meta({ id: 'Sitrep' })

interface Standing {
  readonly correctedBy: string | null
  readonly scheduleId: string | null
}
export type SitrepListed = Omit<Sitrep, 'content'> & Standing
export type SitrepTold = Sitrep & Standing

const markOut = z.object({ x: z.number(), y: z.number(), sure: z.int(), vague: z.int() })
const nameOut = z.object({ name: z.string(), nameArabic: z.string(), x: z.number(), y: z.number() })

/** A map as lines to draw, in units of its own: SVG paths, names and marks. */
export const sitrepMapOut = z.object({
  map: z
    .object({
      width: z.number(),
      height: z.number(),
      /** How wide it is on the ground, at its middle. */
      metresAcross: z.number(),
      land: z.string(),
      water: z.string(),
      rivers: z.string(),
      borders: z.string(),
      provinces: z.string(),
      places: z.array(nameOut).readonly(),
      /** Incidents on nearly the same spot: how many whose place is known, and how many whose is known worse. */
      marks: z.array(markOut).readonly(),
    })
    .nullable(),
})
export type SitrepMap = NonNullable<z.output<typeof sitrepMapOut>['map']>
