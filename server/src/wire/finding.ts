import { z } from 'zod'

/** What the house says, as data: which sentence, and the values in it, with their units in their names. */
export const findingOut = z.object({
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string()).readonly()])),
})
