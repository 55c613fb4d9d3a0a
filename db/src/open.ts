import { join } from 'node:path'
import type { PoolConfig } from 'pg'
import { DataSource } from 'typeorm'
import { IncidentsZonesAlerts1763800000000 } from '../migrations/1763800000000-incidents-zones-alerts.js'
import { LeanWrites1764000000000 } from '../migrations/1764000000000-lean-writes.js'
import { PlaceLists1764100000000 } from '../migrations/1764100000000-place-lists.js'
import { Feeds1764200000000 } from '../migrations/1764200000000-feeds.js'
import { ReportsClaimsMerges1764300000000 } from '../migrations/1764300000000-reports-claims-merges.js'
import { ImportJobs1764400000000 } from '../migrations/1764400000000-import-jobs.js'
import { FeedMemoryFades1764500000000 } from '../migrations/1764500000000-feed-memory-fades.js'
import { Regradings1764600000000 } from '../migrations/1764600000000-regradings.js'
import { ImportDoubts1764700000000 } from '../migrations/1764700000000-import-doubts.js'
import { LeanAlerts1764800000000 } from '../migrations/1764800000000-lean-alerts.js'
import { MessagesJoined1766000000000 } from '../migrations/1766000000000-messages-joined.js'
import { FeedsBehind1766000000001 } from '../migrations/1766000000001-feeds-behind.js'
import { Duty1766100000000 } from '../migrations/1766100000000-duty.js'
import { WatchLog1766200000000 } from '../migrations/1766200000000-watch-log.js'
import { SavedViews1766400000000 } from '../migrations/1766400000000-saved-views.js'
import { IncidentLinks1766600000000 } from '../migrations/1766600000000-incident-links.js'
import { ContactsOutbox1766700000000 } from '../migrations/1766700000000-contacts-outbox.js'
import { PreviewIndexes1766900000000 } from '../migrations/1766900000000-preview-indexes.js'
import { FeedsOfAlerts1767200000000 } from '../migrations/1767200000000-feeds-of-alerts.js'
import { IncidentPast1767300000000 } from '../migrations/1767300000000-incident-past.js'
import { Audit1767300000001 } from '../migrations/1767300000001-audit.js'
import { SourceOfSearch1767400000000 } from '../migrations/1767400000000-source-of-search.js'
import { Silences1767500000000 } from '../migrations/1767500000000-silences.js'
import { Counted1767500000001 } from '../migrations/1767500000001-counted.js'
import { HouseSecrets1767600000000 } from '../migrations/1767600000000-house-secrets.js'
import { ActorsInColumns1767700000000 } from '../migrations/1767700000000-actors-in-columns.js'
import { Absence1767800000000 } from '../migrations/1767800000000-absence.js'
import { Approach1767800000001 } from '../migrations/1767800000001-approach.js'
import { TimePrecision1767900000000 } from '../migrations/1767900000000-time-precision.js'
import { ChangesThatRevise1768000000000 } from '../migrations/1768000000000-changes-that-revise.js'
import { PlaceTimeVagueness1768000000001 } from '../migrations/1768000000001-place-time-vagueness.js'
import { AnalystViews1768300000000 } from '../migrations/1768300000000-analyst-views.js'
import { SavedSearches1768300000001 } from '../migrations/1768300000001-saved-searches.js'
import { Sitreps1768400000000 } from '../migrations/1768400000000-sitreps.js'
import { ContactLanguage1768500000000 } from '../migrations/1768500000000-contact-language.js'
import { ZoneValidity1768500000001 } from '../migrations/1768500000001-zone-validity.js'
import { Postponed1768700000000 } from '../migrations/1768700000000-postponed.js'
import { ReportsSent1768900000000 } from '../migrations/1768900000000-reports-sent.js'
import { ReportSchedules1768900000001 } from '../migrations/1768900000001-report-schedules.js'
import { FarCells1769000000000 } from '../migrations/1769000000000-far-cells.js'
import { Teams1769200000000 } from '../migrations/1769200000000-teams.js'
import { Keeping1769300000000 } from '../migrations/1769300000000-keeping.js'
import { FailedNights1769350000000 } from '../migrations/1769350000000-failed-nights.js'
import { Calendars1769400000000 } from '../migrations/1769400000000-calendars.js'
import { Forgotten1769500000000 } from '../migrations/1769500000000-forgotten.js'
import { ForgottenLate1769800000000 } from '../migrations/1769800000000-forgotten-late.js'
import { ExportJobs1769900000000 } from '../migrations/1769900000000-export-jobs.js'
import { ExportRounds1770000000000 } from '../migrations/1770000000000-export-rounds.js'
import { FinerFarCells1770100000000 } from '../migrations/1770100000000-finer-far-cells.js'
import { FarPentads1770200000000 } from '../migrations/1770200000000-far-pentads.js'
import { FarHours1770250000000 } from '../migrations/1770250000000-far-hours.js'
import { FarSheets1770300000000 } from '../migrations/1770300000000-far-sheets.js'
import { RevisionsAtHand1770350000000 } from '../migrations/1770350000000-revisions-at-hand.js'
import { LeanReports1770400000000 } from '../migrations/1770400000000-lean-reports.js'
import { NewestLast1770450000000 } from '../migrations/1770450000000-newest-last.js'
import { KeyTurns1770600000000 } from '../migrations/1770600000000-key-turns.js'
import { CountedApart1770700000000 } from '../migrations/1770700000000-counted-apart.js'
import { PlayedApart1770800000000 } from '../migrations/1770800000000-played-apart.js'
import { ToldApart1770900000000 } from '../migrations/1770900000000-told-apart.js'
import type { Database, Reader } from './database.js'
import { openEmbedded } from './embedded/embedded.js'
import { openLane } from './lane.js'
import { knownMigrations, migrate, type MigrateOptions } from './migrate.js'
import { begins, connectionOptions, inTransaction, jsonSafe, openPool, poolRunner, type PoolOptions } from './pool.js'
import { openPresence } from './presence.js'
import { openStandby } from './standby.js'
import { tables } from './tables/tables.js'

export interface OpenOptions {
  /** A PostgreSQL server with PostGIS; without it the embedded database in `folder` is opened. */
  readonly url?: string | undefined
  /** A standby of that server, from which history is read. */
  readonly standbyUrl?: string | undefined
  /** The data folder; the embedded database lives in `<folder>/database`. */
  readonly folder: string
  /** Whether a commit waits until it is on disk; false only for databases that are thrown away. */
  readonly durable?: boolean
  /** How long it waits for servers of an older version to end, where it has to migrate: 20 s where it is left out. */
  readonly patienceMs?: number
  readonly onOlder?: MigrateOptions['onOlder']
}

/** What runs as a service is stopped within seconds. */
const patience = 20_000

/** Opens the database, embedded or a server, and brings it to the present shape. */
export async function openDatabase(options: OpenOptions): Promise<Database> {
  return options.url === undefined ? openInFolder(options) : openServer(options.url, options)
}

async function openInFolder(options: OpenOptions): Promise<Database> {
  const embedded = await openEmbedded({ folder: join(options.folder, 'database'), durable: options.durable ?? true })
  try {
    const place = { stream: embedded.connection, size: 6 }
    const dataSource = await openDataSource(place, { patienceMs: 0, onOlder: options.onOlder })
    // No other process has the folder as long as this one does.
    const superseded = new Promise<never>(() => undefined)
    return connected(place, { kind: 'embedded', dataSource, superseded, close: embedded.close })
  } catch (error) {
    await embedded.close()
    throw error
  }
}

async function openServer(url: string, options: OpenOptions): Promise<Database> {
  const { standbyUrl, patienceMs = patience, onOlder } = options
  const place = { url, size: 10 }
  const dataSource = await openDataSource(place, { patienceMs, onOlder })
  try {
    const presence = await openPresence(connectionOptions(place), knownMigrations(dataSource))
    const database = connected(place, { kind: 'server', dataSource, ...presence })
    return standbyUrl === undefined ? database : await besideStandby(database, standbyUrl)
  } catch (error) {
    await dataSource.destroy()
    throw error
  }
}

async function besideStandby(database: Database, url: string): Promise<Database> {
  const { close, ...standby } = await openStandby(url, database)
  return {
    ...database,
    ...{ history: standby, standby },
    close: async () => {
      await close()
      await database.close()
    },
  }
}

function connected(
  options: PoolOptions,
  opened: Pick<Database, 'kind' | 'dataSource' | 'superseded' | 'close'>,
): Database {
  const pool = openPool(options)
  // Whoever reports waits for these: a database that is silent for so long is away.
  const lane = { ...connectionOptions(options), types: jsonSafe, pipeline: true, query_timeout: 15_000 }
  const ahead = openLane(lane)
  const append = openLane(lane)
  const reader: Reader = {
    ...poolRunner(pool),
    transaction: (begin, work) => inTransaction(pool, begins[begin], work),
  }
  return {
    ...opened,
    ahead,
    append,
    ...reader,
    history: reader,
    standby: null,
    close: async () => {
      await Promise.all([pool.end(), ahead.close(), append.close()])
      await opened.dataSource.destroy()
      await opened.close()
    },
  }
}

/** In the order of their stamps. */
const migrations = [
  IncidentsZonesAlerts1763800000000,
  LeanWrites1764000000000,
  PlaceLists1764100000000,
  Feeds1764200000000,
  ReportsClaimsMerges1764300000000,
  ImportJobs1764400000000,
  FeedMemoryFades1764500000000,
  Regradings1764600000000,
  ImportDoubts1764700000000,
  LeanAlerts1764800000000,
  MessagesJoined1766000000000,
  FeedsBehind1766000000001,
  Duty1766100000000,
  WatchLog1766200000000,
  SavedViews1766400000000,
  IncidentLinks1766600000000,
  ContactsOutbox1766700000000,
  PreviewIndexes1766900000000,
  FeedsOfAlerts1767200000000,
  IncidentPast1767300000000,
  Audit1767300000001,
  SourceOfSearch1767400000000,
  Silences1767500000000,
  Counted1767500000001,
  HouseSecrets1767600000000,
  ActorsInColumns1767700000000,
  Absence1767800000000,
  Approach1767800000001,
  TimePrecision1767900000000,
  ChangesThatRevise1768000000000,
  PlaceTimeVagueness1768000000001,
  AnalystViews1768300000000,
  SavedSearches1768300000001,
  Sitreps1768400000000,
  ContactLanguage1768500000000,
  ZoneValidity1768500000001,
  Postponed1768700000000,
  ReportsSent1768900000000,
  ReportSchedules1768900000001,
  FarCells1769000000000,
  Teams1769200000000,
  Keeping1769300000000,
  FailedNights1769350000000,
  Calendars1769400000000,
  Forgotten1769500000000,
  ForgottenLate1769800000000,
  ExportJobs1769900000000,
  ExportRounds1770000000000,
  FinerFarCells1770100000000,
  FarPentads1770200000000,
  FarHours1770250000000,
  FarSheets1770300000000,
  RevisionsAtHand1770350000000,
  LeanReports1770400000000,
  NewestLast1770450000000,
  KeyTurns1770600000000,
  CountedApart1770700000000,
  PlayedApart1770800000000,
  ToldApart1770900000000,
]

/** The name of the last migration: what this version makes of a database. */
export const ownShape = migrations.at(-1)?.name ?? ''

async function openDataSource(options: PoolOptions, how: MigrateOptions): Promise<DataSource> {
  // What a large database needs for an index takes as long as it takes, over the one connection that keeps others away.
  const unhurried = dataSourceOf(options, { max: 1, statement_timeout: 0, query_timeout: 0 })
  await unhurried.initialize()
  try {
    await migrate(unhurried, how)
  } finally {
    await unhurried.destroy()
  }
  return dataSourceOf(options, { max: 4 }).initialize()
}

function dataSourceOf(options: PoolOptions, own: PoolConfig): DataSource {
  return new DataSource({
    type: 'postgres',
    ...(options.url === undefined ? {} : { url: options.url }),
    entities: [...tables],
    migrations: [...migrations],
    migrationsTransactionMode: 'each',
    uuidExtension: 'pgcrypto',
    installExtensions: false,
    extra: { ...connectionOptions(options), ...own },
  })
}
