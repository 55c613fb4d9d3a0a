import { isNobodysName } from '@cordon/alerts'
import { resolve } from 'node:path'
import { z } from 'zod'
import { unknownSettings } from '../../bin/setting-names.mjs'

export const ConfigToken = Symbol('Config')

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const

/** What the environment says, parsed. */
export interface Config {
  readonly port: number
  readonly host: string
  /** Where the embedded database and the server's own files live, absolute. */
  readonly folder: string
  /** A PostgreSQL server with PostGIS; null means the embedded database. */
  readonly databaseUrl: string | null
  /** A standby that follows that server, from which history is read; null: from the database itself. */
  readonly standbyUrl: string | null
  readonly admin: { readonly name: string; readonly password: string } | null
  readonly demo: boolean
  /** Public origins under which browsers reach this server, such as `https://watch.example.org`. */
  readonly origins: readonly string[]
  /** Whose `X-Forwarded-*` headers are believed: nobody's, everybody's, or those of these addresses. */
  readonly trustProxy: boolean | readonly string[]
  readonly logLevel: (typeof logLevels)[number]
  /** Countries (ISO 3166-1, two letters) whose GeoNames places are known by name; `world` is all of them. */
  readonly gazetteer: readonly string[] | 'world'
  /** A map of the operator's own (PMTiles), drawn over ours, absolute; null for ours alone. */
  readonly mapFile: string | null
  /** Hosts inside the network that feeds may be fetched from: names, addresses and ranges (CIDR). */
  readonly feedHosts: readonly string[]
  /** Hosts inside the network that webhooks may lead to, written as `feedHosts`. */
  readonly webhookHosts: readonly string[]
  /** The mail server, as `smtps://user:password@host:465`; null: this house sends no mail. */
  readonly smtpUrl: string | null
  /** Who mail comes from, as `Cordon <watch@example.org>`. */
  readonly mailFrom: string | null
  /** Keys (32 bytes, Base64) that seal what is secret: the first seals, all of them open. Empty: one in the data folder. */
  readonly secretKeys: readonly string[]
  /** Whoever lacks `place:exact` sees places to cells of about so many kilometres; null: everybody sees them as they are. */
  readonly coarseKm: number | null
  /** False lifts every rate limit: for tests and benchmarks. */
  readonly rateLimits: boolean
}

export type ReadConfig =
  { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly faults: readonly string[] }

type Environment = Readonly<Record<string, string | undefined>>

const kilometresWanted = 'Expected whole kilometres between 1 and 200'
const switchWord = z.enum(['on', 'off'], 'Expected on or off').transform((it) => it === 'on')

const kilometres = z.int(kilometresWanted).min(1, kilometresWanted).max(200, kilometresWanted)

const origin = z.string().refine(isOrigin, 'Expected an origin such as https://watch.example.org')

const administrator = z
  .string()
  .regex(/^[^:]{1,100}:.{1,200}$/s, 'Expected name:password')
  .transform((it) => ({ name: it.slice(0, it.indexOf(':')).trim(), password: it.slice(it.indexOf(':') + 1) }))
  .superRefine(({ name }, context) => {
    if (!isNobodysName(name)) return
    const message = `Expected a name of somebody; "${name}" stands for nobody, or for the house itself`
    context.addIssue({ code: 'custom', message })
  })

/** Syria and its neighbours. */
const theatreCountries = ['SY', 'IQ', 'TR', 'JO', 'LB'] as const
const country = z.string().regex(/^[A-Z]{2}$/, 'Expected countries as SY,IQ or the word world')

const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'Expected postgres://user:password@host/database')

/** Each of `settingNames` with its form. */
export const settings = {
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'Expected a port between 0 and 65535')
    .transform(Number)
    .refine((it) => it <= 65_535, 'Expected a port between 0 and 65535')
    .default(3000),
  HOST: z
    .string()
    .regex(/^[\w.:-]+$/, 'Expected an address or a host name')
    .default('127.0.0.1'),
  DATABASE_URL: postgresUrl.nullable().default(null),
  CORDON_STANDBY_URL: postgresUrl.nullable().default(null),
  CORDON_DATA: z.string().default('./data'),
  CORDON_ADMIN: administrator.nullable().default(null),
  CORDON_DEMO: switchWord.default(true),
  CORDON_ORIGIN: z
    .string()
    .transform((it) => it.split(',').map((part) => part.trim()))
    .pipe(z.array(origin))
    .default([]),
  CORDON_TRUST_PROXY: z.string().transform(proxies).default(false),
  CORDON_LOG: z.enum(logLevels, `Expected one of ${logLevels.join(', ')}`).optional(),
  CORDON_GAZETTEER: z
    .string()
    .transform(countries)
    .pipe(z.union([z.literal('world'), z.array(country)]))
    .default([...theatreCountries]),
  CORDON_MAP: z
    .string()
    .regex(/\.pmtiles$/, 'Expected a file of map tiles, such as /maps/hasakah.pmtiles')
    .transform((it) => resolve(it))
    .nullable()
    .default(null),
  CORDON_FEED_HOSTS: z.string().transform(listOf).default([]),
  CORDON_WEBHOOK_HOSTS: z.string().transform(listOf).default([]),
  CORDON_SMTP_URL: z
    .string()
    .refine(isSmtp, 'Expected smtp://host:port or smtps://user:password@host:port')
    .nullable()
    .default(null),
  CORDON_MAIL_FROM: z
    .string()
    .regex(/^([^<>@\r\n]* )?<?[^<>@\s]+@[^<>@\s]+>?$/, 'Expected an address such as Cordon <watch@example.org>')
    .nullable()
    .default(null),
  CORDON_SECRET_KEYS: z
    .string()
    .transform(listOf)
    .pipe(z.array(z.string().refine(isKey, 'Expected 32 bytes in Base64, as openssl rand -base64 32 gives')))
    .default([]),
  CORDON_COARSE_KM: z.string().transform(Number).pipe(kilometres).nullable().default(null),
  CORDON_RATE: switchWord.default(true),
}

/** Reads the environment; each fault is one line that names the variable and what was expected. */
export function readConfig(env: Environment, place: { readonly terminal: boolean }): ReadConfig {
  const given = Object.fromEntries(Object.entries(env).filter(([key, value]) => key in settings && value !== ''))
  const parsed = z.object(settings).safeParse(given)
  const faults = [
    ...unknownSettings(env),
    ...(parsed.error?.issues ?? []).map((issue) => `${String(issue.path[0])}: ${issue.message}.`),
  ]
  if (!parsed.success || faults.length > 0) return { ok: false, faults }
  if (parsed.data.CORDON_SMTP_URL !== null && parsed.data.CORDON_MAIL_FROM === null)
    return { ok: false, faults: ['CORDON_MAIL_FROM: Expected an address, since CORDON_SMTP_URL is set.'] }
  if (parsed.data.CORDON_STANDBY_URL !== null && parsed.data.DATABASE_URL === null)
    return { ok: false, faults: ['DATABASE_URL: Expected the server that the standby in CORDON_STANDBY_URL follows.'] }
  return { ok: true, config: configOf(parsed.data, place.terminal) }
}

function configOf(data: z.output<z.ZodObject<typeof settings>>, terminal: boolean): Config {
  return {
    port: data.PORT,
    host: data.HOST,
    folder: resolve(data.CORDON_DATA),
    databaseUrl: data.DATABASE_URL,
    standbyUrl: data.CORDON_STANDBY_URL,
    admin: data.CORDON_ADMIN,
    demo: data.CORDON_DEMO,
    origins: data.CORDON_ORIGIN,
    trustProxy: data.CORDON_TRUST_PROXY,
    // On a terminal the address and the way to sign in must not scroll away.
    logLevel: data.CORDON_LOG ?? (terminal ? 'warn' : 'info'),
    gazetteer: data.CORDON_GAZETTEER,
    mapFile: data.CORDON_MAP,
    feedHosts: data.CORDON_FEED_HOSTS,
    webhookHosts: data.CORDON_WEBHOOK_HOSTS,
    smtpUrl: data.CORDON_SMTP_URL,
    mailFrom: data.CORDON_MAIL_FROM,
    secretKeys: data.CORDON_SECRET_KEYS,
    coarseKm: data.CORDON_COARSE_KM,
    rateLimits: data.CORDON_RATE,
  }
}

function countries(text: string): 'world' | readonly string[] {
  if (text.trim().toLowerCase() === 'world') return 'world'
  if (text.trim().toLowerCase() === 'none') return []
  return text.split(',').map((part) => part.trim().toUpperCase())
}

function isOrigin(text: string): boolean {
  return /^https?:$/.test(safeUrl(text)?.protocol ?? '') && safeUrl(text)?.origin === text
}

function safeUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}

function isSmtp(text: string): boolean {
  const url = safeUrl(text)
  return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== ''
}

function isKey(text: string): boolean {
  return Buffer.from(text, 'base64').length === 32
}

function proxies(text: string): boolean | readonly string[] {
  if (text === 'on') return true
  if (text === 'off') return false
  return listOf(text)
}

function listOf(text: string): readonly string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
}
