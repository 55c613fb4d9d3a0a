import { z } from 'zod'
import { idParam } from './basics.js'
import { contract } from './route.js'
import { ruleOut } from './rule.js'
import { zoneOut } from './zone.js'

/* What a zone and its rules were, version by version, and what each of them raised. */

export const zoneVersionsOut = z.object({
  /** The latest first. */
  zones: z.array(z.object({ zone: zoneOut, alerts: z.int() })),
  rules: z.array(z.object({ rule: ruleOut, alerts: z.int() })),
  /** Whether these are all versions; of very many only the latest are told. */
  isAll: z.boolean(),
})

export const zoneVersionsRoutes = {
  versions: contract({
    method: 'GET',
    path: '/api/zones/:id/versions',
    tag: 'zones',
    summary: 'Every version of a zone and of its rules, with how many alerts each raised that you may see',
    permission: 'read',
    params: idParam,
    answers: [
      { status: 200, schema: zoneVersionsOut, description: 'The versions; what was private is its owner’s alone' },
    ],
  }),
}
