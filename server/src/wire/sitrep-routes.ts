import { monthOf, sitrepSections } from '@cordon/alerts'
import { z } from 'zod'
import { asking } from './asked.js'
import { idParam, instant, isWhole, itemPage, line, paging } from './basics.js'
import { addressedSearch, incidentFilter } from './incident.js'
import { contract } from './route.js'
import { sitrepListedOut, sitrepMapOut, sitrepOut, sitrepRevisionOut } from './sitrep.js'

/** What a report may be narrowed by: as a list of incidents is, without its times and its pages. */
export const sitrepFilter = incidentFilter.omit({ limit: true, cursor: true, from: true, to: true, asOf: true })

const month = z
  .string('Expected a month such as 2017-09')
  .refine((it) => /^[12]/.test(it) && monthOf(it) !== null, asking('sitrep.month', {}))

/** Text that may be empty. */
const prose = (most: number) =>
  z
    .string('Expected text')
    .trim()
    .max(most, `Expected at most ${most} characters`)
    .refine(
      (it) => !/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/.test(it) && isWhole(it),
      asking('sitrep.plain', {}),
    )

export const sitrepInput = z
  .strictObject({
    title: line(200).optional(),
    search: addressedSearch,
    /** In UTC; or else `from` and `until`. */
    month: month.optional(),
    from: instant.optional(),
    until: instant.optional(),
    asOf: instant.optional(),
  })
  .refine(
    ({ month, from, until }) =>
      month === undefined ? from !== undefined && until !== undefined : (from ?? until) === undefined,
    { path: ['month'], ...asking('sitrep.monthOrSpan', {}) },
  )
export type SitrepInput = z.output<typeof sitrepInput>

export const sitrepPatch = z.strictObject({
  title: line(200).optional(),
  summary: prose(8_000).optional(),
  /** Sections that are left out stay as they are. */
  remarks: z.partialRecord(z.enum(sitrepSections), prose(4_000)).optional(),
  /** Computes the report anew as of another time. */
  asOf: instant.optional(),
})
export type SitrepPatch = z.output<typeof sitrepPatch>

export const sitrepLanguages = ['en', 'ar'] as const
export type SitrepLanguage = (typeof sitrepLanguages)[number]

/** Who signs says what: the report as its hash has it, so that nobody signs what was written meanwhile. */
const signed = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{64}$/, 'Expected the hash of the report that is signed'),
})
const nothing = z.preprocess((it) => it ?? {}, z.strictObject({}))
const base = { tag: 'sitreps' } as const

export const sitrepRoutes = {
  list: contract({
    ...base,
    method: 'GET',
    path: '/api/sitreps',
    summary: 'Monthly reports, the latest first, without what they tell of incidents',
    permission: 'sitrep:read',
    query: z.strictObject(paging),
    answers: [{ status: 200, schema: itemPage(sitrepListedOut), description: 'One page' }],
  }),
  create: contract({
    ...base,
    method: 'POST',
    path: '/api/sitreps',
    summary: 'Draw up a report of a month from a search, as of now or an earlier time',
    permission: 'sitrep:write',
    body: sitrepInput,
    answers: [{ status: 201, schema: sitrepOut, description: 'The draft' }],
  }),
  one: contract({
    ...base,
    method: 'GET',
    path: '/api/sitreps/:id',
    summary: 'One report with its figures, counts and incidents',
    permission: 'sitrep:read',
    params: idParam,
    answers: [{ status: 200, schema: sitrepOut, description: 'The report' }],
  }),
  revisions: contract({
    ...base,
    method: 'GET',
    path: '/api/sitreps/:id/revisions',
    summary: 'What a report said in each of its revisions, the latest first',
    permission: 'sitrep:read',
    params: idParam,
    answers: [{ status: 200, schema: itemPage(sitrepRevisionOut), description: 'The revisions' }],
  }),
  edit: contract({
    ...base,
    method: 'PATCH',
    path: '/api/sitreps/:id',
    summary: 'Edit a draft: title, summary, remarks, or the time as of which it is computed',
    permission: 'sitrep:write',
    params: idParam,
    body: sitrepPatch,
    answers: [{ status: 200, schema: sitrepOut, description: 'The draft afterwards' }],
  }),
  remove: contract({
    ...base,
    method: 'DELETE',
    path: '/api/sitreps/:id',
    summary: 'Throw a draft away; what is signed stays',
    permission: 'sitrep:write',
    params: idParam,
    answers: [{ status: 204, description: 'It is gone' }],
  }),
  sign: contract({
    ...base,
    method: 'POST',
    path: '/api/sitreps/:id/sign',
    summary: 'Sign a draft as it was read: it stays as it is from then on',
    permission: 'sitrep:sign',
    params: idParam,
    body: signed,
    answers: [{ status: 200, schema: sitrepOut, description: 'The report, signed' }],
  }),
  map: contract({
    ...base,
    method: 'GET',
    path: '/api/sitreps/:id/map',
    summary: 'The map of one report as lines to draw; null where it tells of no place',
    permission: 'sitrep:read',
    params: idParam,
    answers: [{ status: 200, schema: sitrepMapOut, description: 'The map' }],
  }),
  pdf: contract({
    ...base,
    method: 'GET',
    path: '/api/sitreps/:id/pdf',
    summary: 'One report as a document on A4; the same report is the same to the byte',
    permission: 'sitrep:read',
    params: idParam,
    query: z.strictObject({ language: z.enum(sitrepLanguages).default('en') }),
    answers: [{ status: 200, type: 'application/pdf', description: 'The document' }],
  }),
  correct: contract({
    ...base,
    method: 'POST',
    path: '/api/sitreps/:id/corrections',
    summary: 'Begin a new version of a signed report, as of now, that refers to it',
    permission: 'sitrep:write',
    params: idParam,
    body: nothing,
    answers: [{ status: 201, schema: sitrepOut, description: 'The draft of the next version' }],
  }),
}
