import { languages, outsideChannels, severities, tellingWays, webhookFormats } from '@cordon/alerts'
import { z } from 'zod'
import { asking } from './asked.js'
import { idParam, itemPage, text, uuid } from './basics.js'
import { contract } from './route.js'

/* How people are reached outside the page, and what of. Everybody has their own; nobody else reads an address. */

const label = z.string('Expected text').trim().max(80, 'Expected at most 80 characters')
const channel = z.enum(outsideChannels)
/** Of the messages. */
const language = z.enum(languages, `Expected one of ${languages.join(', ')}`).default('en')

/** Its address is told by `shown` as far as its owner needs it to know it again. */
export const contactOut = z
  .object({
    id: z.string(),
    accountId: z.string(),
    channel,
    format: z.enum(webhookFormats).nullable(),
    label: z.string(),
    shown: z.string(),
    place: z.int(),
    enabled: z.boolean(),
    exercises: z.boolean(),
    language: z.enum(languages),
    verifiedAt: z.string().nullable(),
    goneAt: z.string().nullable(),
    failures: z.int(),
    pausedUntil: z.string().nullable(),
  })
  .meta({ id: 'Contact' })

/** That somebody can be reached, without where. */
export const contactExistsOut = contactOut.omit({ shown: true, label: true }).meta({ id: 'ContactExists' })

const emailInput = z.strictObject({
  channel: z.literal('email'),
  address: z.email('Expected an e-mail address').max(254, 'Expected at most 254 characters'),
  label: label.default(''),
  exercises: z.boolean().default(false),
  language,
})

const webhookInput = z
  .strictObject({
    channel: z.literal('webhook'),
    format: z.enum(webhookFormats, `Expected one of ${webhookFormats.join(', ')}`).default('standard'),
    address: z
      .url({ protocol: /^https?$/, error: 'Expected an address such as https://example.org/hook' })
      .max(2_000, 'Expected at most 2000 characters'),
    /** The telephone number that an SMS gateway tells. */
    number: z
      .string()
      .regex(/^\+?[\d ()/.-]{3,30}$/, 'Expected a telephone number')
      .optional(),
    label: label.default(''),
    exercises: z.boolean().default(false),
    language,
  })
  .refine(({ format, number }) => format !== 'sms' || number !== undefined, {
    path: ['number'],
    ...asking('asked.phone', {}),
  })
  .refine(({ format, address }) => format !== 'telegram' || new URL(address).searchParams.get('chat_id') !== null, {
    path: ['address'],
    ...asking('asked.telegram', {}),
  })

/** As `PushSubscription.toJSON()` has it: what the browser that is told has agreed with its push service. */
const pushInput = z.strictObject({
  channel: z.literal('push'),
  address: z
    .url({ protocol: /^https?$/, error: 'Expected the endpoint of a push subscription' })
    .max(2_000, 'Expected at most 2000 characters'),
  keys: z.strictObject({
    p256dh: z.string().regex(/^B[A-P][\w-]{85}=?$/, 'Expected an uncompressed point of P-256 in Base64 for URLs'),
    auth: z.string().regex(/^[\w-]{22}(==)?$/, 'Expected 16 bytes in Base64 for URLs'),
  }),
  label: label.default(''),
  exercises: z.boolean().default(false),
  language,
})

/** Nothing is sent anywhere: whoever has the address that is told in return reads it. */
const feedInput = z.strictObject({
  channel: z.literal('feed'),
  label: label.default(''),
  exercises: z.boolean().default(false),
  language,
})

export const contactInput = z
  .discriminatedUnion(
    'channel',
    [emailInput, pushInput, webhookInput, feedInput],
    'Expected channel: email, push, webhook or feed',
  )
  .meta({ id: 'ContactInput' })
export type ContactInput = z.output<typeof contactInput>

export const contactChange = z
  .strictObject({
    label: label.optional(),
    enabled: z.boolean().optional(),
    exercises: z.boolean().optional(),
    language: z.enum(languages).optional(),
  })
  .meta({ id: 'ContactChange' })
export type ContactChange = z.output<typeof contactChange>

/** What came of sending something there at once. */
export const attemptOut = z.object({ sent: z.boolean(), why: z.string().nullable() }).meta({ id: 'Attempt' })
export type Attempt = z.output<typeof attemptOut>

const contactWithAttempt = z.object({ contact: contactOut, attempt: attemptOut })
const contactMade = contactWithAttempt
  .extend({
    /** Signs what is sent (Standard Webhooks), or opens a feed; told this once. Null where there is none. */
    secret: z.string().nullable(),
  })
  .meta({ id: 'ContactMade' })
export type ContactMade = z.output<typeof contactMade>

export const subscriptionOut = z
  .object({
    zoneId: z.string(),
    zoneName: z.string(),
    minSeverity: z.enum(severities).nullable(),
    how: z.enum(tellingWays),
  })
  .meta({ id: 'Subscription' })
export type Subscription = z.output<typeof subscriptionOut>

export const subscriptionInput = z
  .strictObject({
    minSeverity: z
      .enum(severities, `Expected one of ${severities.join(', ')}`)
      .nullable()
      .default(null),
    how: z.enum(tellingWays, 'Expected first or all').default('first'),
  })
  .meta({ id: 'SubscriptionInput' })
export type SubscriptionInput = z.output<typeof subscriptionInput>

export const channelsOut = z
  .object({
    ready: z.array(channel),
    /** With which browsers subscribe (VAPID, RFC 8292), in Base64 for URLs; null where its secret half cannot be opened. */
    pushKey: z.string().nullable(),
  })
  .meta({ id: 'Channels' })
export type ChannelsOut = z.output<typeof channelsOut>

const own = { tag: 'contacts', permission: 'own' } as const
const one = { ...own, path: '/api/contacts/:id', params: idParam } as const
const as200 = (schema: z.ZodType, description: string) => [{ status: 200, schema, description }] as const

export const contactRoutes = {
  channels: contract({
    ...own,
    method: 'GET',
    path: '/api/channels',
    summary: 'By which channels this house can tell people outside the page',
    answers: [{ status: 200, schema: channelsOut, description: 'Those that are set up' }],
  }),
  list: contract({
    ...own,
    method: 'GET',
    path: '/api/contacts',
    summary: 'Your own contact methods, in the order in which they are asked',
    answers: [{ status: 200, schema: itemPage(contactOut), description: 'All of them' }],
  }),
  add: contract({
    ...own,
    method: 'POST',
    path: '/api/contacts',
    summary: 'Add a contact method of yours; a code is sent there',
    body: contactInput,
    answers: [{ status: 201, schema: contactMade, description: 'Added, and not verified yet' }],
  }),
  order: contract({
    ...own,
    method: 'PUT',
    path: '/api/contacts/order',
    summary: 'Say in which order your contact methods are asked',
    body: z.strictObject({ ids: z.array(uuid).max(50, 'Expected at most 50') }),
    answers: [{ status: 200, schema: itemPage(contactOut), description: 'All of them, in order' }],
  }),
  change: contract({
    ...one,
    method: 'PATCH',
    summary: 'Change what you call it, whether it is used, whether exercises are told there, and in which language',
    body: contactChange,
    answers: [{ status: 200, schema: contactOut, description: 'As it is now' }],
  }),
  remove: contract({
    ...one,
    method: 'DELETE',
    summary: 'Let go of a contact method of yours; nothing more is sent there',
    answers: [{ status: 204, description: 'It is gone' }],
  }),
  code: contract({
    ...one,
    method: 'POST',
    path: '/api/contacts/:id/code',
    summary: 'Send another code, once a minute',
    answers: as200(contactWithAttempt, 'What came of it'),
  }),
  verify: contract({
    ...one,
    method: 'POST',
    path: '/api/contacts/:id/verify',
    summary: 'Type in the code that was sent there',
    body: z.strictObject({ code: text(20) }),
    answers: [{ status: 200, schema: contactOut, description: 'It is verified' }],
  }),
  test: contract({
    ...one,
    method: 'POST',
    path: '/api/contacts/:id/test',
    summary: 'Send a test there',
    answers: as200(contactWithAttempt, 'What came of it'),
  }),
  rotate: contract({
    ...one,
    method: 'POST',
    path: '/api/contacts/:id/secret',
    summary: 'A new secret; one that signs does so beside the one before, one that opens a feed replaces it at once',
    answers: [{ status: 200, schema: z.object({ secret: z.string() }), description: 'The new secret, told this once' }],
  }),
  ofAccount: contract({
    method: 'GET',
    path: '/api/accounts/:id/contacts',
    tag: 'contacts',
    summary: 'By which channels somebody can be reached, without the addresses',
    permission: 'account:manage',
    params: idParam,
    answers: [{ status: 200, schema: itemPage(contactExistsOut), description: 'All of them' }],
  }),
}

const token = z.object({ token: text(200) })
const xml = { schema: z.string() }
const unchanged = { status: 304, description: 'It is as `If-None-Match` has it' } as const

export const alertFeedRoutes = {
  atom: contract({
    ...one,
    method: 'GET',
    path: '/api/contacts/:id/feed',
    permission: 'open',
    summary: 'What the owner of a feed is told, in Atom, for whoever has its token',
    query: token,
    answers: [
      { status: 200, ...xml, type: 'application/atom+xml', description: 'The last 50 messages, the latest first' },
      unchanged,
    ],
  }),
  cap: contract({
    ...one,
    method: 'GET',
    path: '/api/contacts/:id/feed/:message',
    permission: 'open',
    summary: 'One message of a feed, in CAP 1.2',
    params: idParam.extend({ message: uuid }),
    query: token,
    answers: [{ status: 200, ...xml, type: 'application/cap+xml', description: 'The message' }, unchanged],
  }),
}

export const subscriptionRoutes = {
  list: contract({
    ...own,
    method: 'GET',
    path: '/api/subscriptions',
    summary: 'The zones of which you are told outside the page',
    answers: [{ status: 200, schema: itemPage(subscriptionOut), description: 'All of them' }],
  }),
  save: contract({
    ...own,
    method: 'PUT',
    path: '/api/subscriptions/:id',
    summary: 'Be told of a zone outside the page',
    params: idParam,
    body: subscriptionInput,
    answers: [{ status: 204, description: 'You are told from now on' }],
  }),
  remove: contract({
    ...own,
    method: 'DELETE',
    path: '/api/subscriptions/:id',
    summary: 'Be told of a zone on the page alone',
    params: idParam,
    answers: [{ status: 204, description: 'You are told there no more' }],
  }),
}
