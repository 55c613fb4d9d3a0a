import { reliabilities, sourceKinds } from '@cordon/alerts'
import { theatreFile } from '@cordon/db'
import { z } from 'zod'
import { sourceIdOf } from '../ingest/content.js'
import {
  facilityInput,
  incidentInput,
  incidentPatch,
  reportInput,
  ruleInput,
  zoneInput,
  type FacilityInput,
} from '../wire/index.js'

const source = z
  .strictObject({ name: z.string(), kind: z.enum(sourceKinds), reliability: z.enum(reliabilities) })
  .transform((it) => ({ id: sourceIdOf(it.name), ...it }))

/** A zone with its rules; `facility` names the one that it guards. */
const watched = z.strictObject({ facility: z.string().nullable(), feature: zoneInput, rules: z.array(ruleInput) })
export type Watched = z.output<typeof watched>

/** When a step is told: in the replay of 120 s, null where it is left to history; and when it was told in truth. */
const moment = { atSeconds: z.number().nullable(), at: z.iso.datetime() }

/** One thing that became known: a first account, what another source said of it, a correction, or that two are one. */
const step = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('incident'), key: z.string(), ...moment, feature: incidentInput }),
  z.strictObject({ do: z.literal('report'), of: z.string(), ...moment, report: reportInput }),
  z.strictObject({ do: z.literal('correct'), of: z.string(), ...moment, patch: incidentPatch }),
  z.strictObject({ do: z.literal('merge'), of: z.string(), into: z.string(), ...moment, reason: z.string() }),
])
export type Step = z.output<typeof step>

const story = z.strictObject({
  note: z.string(),
  sources: z.array(source),
  zones: z.array(watched),
  steps: z.array(step),
})
export type Story = z.output<typeof story>

/** A facility as its file has it: flat, with its point beside its other fields. */
const flat = z.array(z.looseObject({ point: z.tuple([z.number(), z.number()]) }))

/** How long the replay is as it is written. */
export const storySeconds = 120

/** Reads the first story: who reports, what is watched, what became known and when. */
export async function readStory(): Promise<Story> {
  return story.parse(await theatreFile('story'))
}

/** Reads the first theatre's facilities. */
export async function readFacilities(): Promise<readonly FacilityInput[]> {
  return flat
    .parse(await theatreFile('facilities'))
    .map(({ point: coordinates, ...properties }) =>
      facilityInput.parse({ type: 'Feature', geometry: { type: 'Point', coordinates }, properties }),
    )
}
