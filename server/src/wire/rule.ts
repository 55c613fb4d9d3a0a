import { certainties, incidentKinds, severities } from '@cordon/alerts'
import { z } from 'zod'
import { grade, idList, idParam, itemPage, text, uuid, wholePaging } from './basics.js'
import { findingOut } from './finding.js'
import { typeKeys } from './incident-input.js'
import { contract } from './route.js'
import { moreInput, moreOut } from './rule-more.js'

/** A list of at least one, or null for "any". */
function anyOf<const T extends readonly string[]>(values: T) {
  return z
    .array(z.enum(values, `Expected one of ${values.join(', ')}`))
    .min(1, 'Expected at least one; leave it out for "any"')
    .nullish()
}

export const ruleInput = z
  .strictObject({
    name: text(200),
    enabled: z.boolean().nullish(),
    kinds: anyOf(incidentKinds),
    types: anyOf(typeKeys),
    minSeverity: z.enum(severities, `Expected one of ${severities.join(', ')}`).nullish(),
    minGrade: grade.nullish(),
    certainty: z.enum(['definite', 'possible'], 'Expected definite or possible').nullish(),
    freshHours: z
      .number('Expected hours')
      .gt(0, 'Expected more than 0 hours')
      .max(87_600, 'Expected at most ten years')
      .nullish(),
    escalationId: uuid.nullish(),
    cooldownMinutes: z
      .number('Expected minutes')
      .min(0, 'Expected 0 minutes or more')
      .max(43_200, 'Expected at most 30 days')
      .nullish(),
    ...moreInput,
  })
  .meta({ id: 'RuleInput' })
export type RuleInput = z.output<typeof ruleInput>

export const ruleOut = z
  .object({
    id: z.string(),
    version: z.int(),
    seq: z.int(),
    zoneId: z.string(),
    ownerId: z.string(),
    recordedAt: z.string(),
    /** Who made this version; not of old ones. */
    recordedBy: z.string().optional(),
    name: z.string(),
    enabled: z.boolean(),
    kinds: z.array(z.enum(incidentKinds)).nullable(),
    types: z.array(z.enum(typeKeys)).nullable(),
    minSeverity: z.enum(severities).nullable(),
    minGrade: z.string().nullable(),
    certainty: z.enum(['definite', 'possible']),
    freshHours: z.number(),
    cooldownMinutes: z.number(),
    escalationId: z.string().nullable(),
    ...moreOut,
  })
  .meta({ id: 'Rule' })

const stageOut = findingOut.extend({ stage: z.string(), verdict: z.enum(['pass', 'stop']), reason: z.string() })

const explained = {
  fired: z.boolean(),
  reason: z.string(),
  certainty: z.enum(certainties),
  distanceMetres: z.number().nullable(),
  zoneVersion: z.int(),
  stages: z.array(stageOut),
}

export const ruleRoutes = {
  list: contract({
    method: 'GET',
    path: '/api/zones/:id/rules',
    tag: 'rules',
    summary: 'The rules of a zone',
    permission: 'read',
    params: idParam,
    query: wholePaging,
    answers: [{ status: 200, schema: itemPage(ruleOut), description: 'The rules' }],
  }),
  create: contract({
    method: 'POST',
    path: '/api/zones/:id/rules',
    tag: 'rules',
    summary: 'Say what in or near a zone is worth telling',
    permission: 'rule:write',
    params: idParam,
    body: ruleInput,
    answers: [{ status: 201, schema: ruleOut, description: 'The rule' }],
  }),
  change: contract({
    method: 'PATCH',
    path: '/api/rules/:id',
    tag: 'rules',
    summary: 'Change a rule: a new version',
    permission: 'rule:write',
    params: idParam,
    body: ruleInput.partial(),
    answers: [{ status: 200, schema: ruleOut, description: 'The new version' }],
  }),
  explain: contract({
    method: 'GET',
    path: '/api/explain',
    tag: 'rules',
    summary: 'Why an incident did, or did not, meet a rule',
    permission: 'read',
    query: z.strictObject({ incident: uuid, rule: uuid }),
    answers: [
      {
        status: 200,
        schema: z.object(explained),
        description: 'The verdict of each stage',
      },
    ],
  }),
  explainAll: contract({
    method: 'GET',
    path: '/api/explanations',
    tag: 'rules',
    summary: 'Why an incident did, or did not, meet each of up to 100 rules; those that you may not see are left out',
    permission: 'read',
    query: z.strictObject({ incident: uuid, rules: idList(100) }),
    answers: [
      {
        status: 200,
        schema: z.object({ items: z.array(z.object({ ruleId: z.string(), ...explained })) }),
        description: 'The verdict of each stage of each rule',
      },
    ],
  }),
}
