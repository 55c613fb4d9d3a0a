import { feedFormats, feedStates, feedWarnings, feedWays, reliabilities, type Feed } from '@cordon/alerts'
import { z } from 'zod'
import { asking } from './asked.js'
import { instant, idParam, itemPage, metres, paging, point, text, uuid } from './basics.js'
import { importInspection } from './import-jobs.js'
import { incidentOut } from './incident.js'
import { recordMapping } from './mapping.js'
import { fieldError } from './problem.js'

const dayMs = 86_400_000

const interval = (what: string, most: number) =>
  z
    .int(`Expected ${what} in whole milliseconds`)
    .min(1_000, 'Expected 1000 ms or more')
    .max(most, `Expected at most ${most} ms`)

const address = z
  .url({ protocol: /^https?$/, error: 'Expected an address (http or https)' })
  .max(2_000)
  .refine((it) => URL.canParse(it) && new URL(it).username === '', asking('refused.userName', {}))

const mapping = recordMapping.nullable()

const said = {
  name: text(100),
  way: z.enum(feedWays, `Expected one of ${feedWays.join(', ')}`),
  format: z.enum(feedFormats, `Expected one of ${feedFormats.join(', ')}`),
  url: address.nullish(),
  source: text(200),
  reliability: z.enum(reliabilities, `Expected one of ${reliabilities.join(', ')}`).default('F'),
  enabled: z.boolean().default(true),
  required: z.boolean().default(false),
  everyMs: interval('how often it is polled', 7 * dayMs).default(300_000),
  expectedMs: interval('the longest ordinary silence', 366 * dayMs),
  point,
  radiusMetres: metres(2_000_000).gt(0, 'Expected more than 0 m'),
  mapping: mapping.nullish(),
}

export const feedInput = z
  .strictObject(said)
  .refine((it) => it.way !== 'poll' || it.url != null, {
    ...asking('asked.pollAddress', {}),
    path: ['url'],
  })
  .meta({ id: 'FeedInput' })
/** What a person says of a feed, before it is parsed. */
export type FeedSaid = z.input<typeof feedInput>
export type FeedInput = z.output<typeof feedInput>

/** A feed to look at before it is set up; `payload` stands for what it would answer, `kept` takes what it answered just now. */
export const feedLook = z
  .strictObject({ feed: feedInput, payload: z.string().max(5_000_000).nullish(), kept: z.boolean().default(false) })
  .meta({ id: 'FeedLook' })

/** What is left out stays as it is. */
export const feedPatch = z
  .strictObject({
    ...said,
    reliability: said.reliability.unwrap(),
    enabled: said.enabled.unwrap(),
    required: said.required.unwrap(),
    everyMs: said.everyMs.unwrap(),
  })
  .partial()
  .meta({ id: 'FeedPatch' })
export type FeedPatch = z.output<typeof feedPatch>

const moment = z.string().nullable()

export const feedOut = z
  .object({
    id: z.string(),
    revision: z.int(),
    seq: z.int(),
    name: z.string(),
    way: z.enum(feedWays),
    format: z.enum(feedFormats),
    url: z.string().nullable(),
    source: z.string(),
    reliability: z.enum(reliabilities),
    enabled: z.boolean(),
    required: z.boolean(),
    everyMs: z.number(),
    expectedMs: z.number(),
    point,
    radiusMetres: z.number(),
    mapping,
    state: z.enum(feedStates),
    reason: z.string(),
    warnings: z.array(z.enum(feedWarnings)),
    since: z.string(),
    lastPollAt: moment,
    lastSuccessAt: moment,
    lastNewsAt: moment,
    nextDueAt: moment,
    failures: z.int(),
    error: z.string().nullable(),
    skewMs: z.number().nullable(),
    behindMs: z.number().nullable(),
    behindCount: z.int(),
    hours: z.array(z.object({ news: z.int(), rejected: z.int() })),
    rejected: z.int(),
    outageAt: moment,
    removed: z.boolean(),
  })
  .meta({ id: 'Feed' })

/** A feed with what those may see who change it. */
export interface FeedDetail extends Feed {
  /** The folder of a feed of files, below the data folder. */
  readonly folder: string | null
  /** Signs what is pushed (Standard Webhooks). */
  readonly secret: string | null
}
export const feedDetail = feedOut
  .extend({ folder: z.string().nullable(), secret: z.string().nullable() })
  .meta({ id: 'FeedDetail' })

export const rejectOut = z
  .object({
    id: z.string(),
    externalId: z.string().nullable(),
    raw: z.string(),
    draft: z.unknown(),
    errors: z.array(fieldError),
    count: z.int(),
    firstAt: z.string(),
    lastAt: z.string(),
  })
  .meta({ id: 'FeedReject' })
/** Something that a feed brought and that could not be taken. */
export type FeedReject = z.output<typeof rejectOut>

/** What a poll would bring, or a push has brought. */
export const feedTaken = z
  .object({
    stored: z.int(),
    revised: z.int(),
    withdrawn: z.int(),
    unchanged: z.int(),
    skipped: z.int(),
    rejected: z.int(),
  })
  .meta({ id: 'FeedTaken' })
export type FeedTaken = z.output<typeof feedTaken>

/** What a feed would bring in, as it stands. */
export const feedPreview = z
  .object({
    /** Why nothing can be read; null where something can. */
    error: z.string().nullable(),
    bytes: z.int(),
    items: z.int(),
    withdrawn: z.int(),
    skipped: z.int(),
    rejected: z.int(),
    /** Messages that an index names, and of how many of them what would come in is told here. */
    named: z.int(),
    lookedAt: z.int(),
    /** The first of what would come in, as incidents … */
    features: z.array(z.unknown()),
    /** … and of what could not be taken. */
    refusals: z.array(z.object({ externalId: z.string().nullable(), raw: z.string(), errors: z.array(fieldError) })),
    /** The beginning of what it answers, as text. */
    payload: z.string(),
    /** Of CSV and JSON: what its records hold and what each field may tell. */
    records: importInspection.pick({ known: true, columns: true, guess: true }).nullable(),
  })
  .meta({ id: 'FeedPreview' })
export type FeedPreview = z.output<typeof feedPreview>

export const rejectParams = z.strictObject({ id: uuid, reject: uuid })
export const rejectPaging = z.strictObject(paging)
/** What came until then is let go of, and nothing that came since. */
export const rejectsUntil = z.strictObject({ until: instant })
export const rejectsDismissed = z.object({ dismissed: z.int() })
export const rejectPage = itemPage(rejectOut)
export const feedPage = itemPage(feedOut)
export const replayed = incidentOut
export { idParam as feedParams }
