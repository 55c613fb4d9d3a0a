import type { Alert, Calendar, Escalation, Feed, LogEntry, Rotation, Rule, Silence, Team } from '@cordon/alerts'
import { z } from 'zod'
import { alertOut } from './alert.js'
import { escalationOut, rotationOut } from './duty.js'
import { feedOut } from './feed.js'
import { incidentOut, type IncidentFeature } from './incident.js'
import { logEntryOut } from './log.js'
import { ruleOut } from './rule.js'
import { contract } from './route.js'
import { silenceOut } from './silence.js'
import { teamOut } from './team.js'
import { facilityOut, zoneOut, type FacilityFeature, type ZoneFeature } from './zone.js'

/** What a client asks of the stream: where it stands, and what it watches. Without `since`, from now on. */
export const followRequest = z.strictObject({
  since: z.int().min(0).optional(),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).optional(),
  zones: z.array(z.string()).max(1000).optional(),
})
export type FollowRequest = z.output<typeof followRequest>

/** Deliveries outside the page that have waited for more than five minutes, and those given up within a day. */
export interface StuckDeliveries {
  readonly late: number
  readonly dead: number
}

/** The answer to `follow`: the stream goes on gap-free after `seq`, or a new snapshot is needed. */
export type FollowAnswer =
  | { readonly ok: true; readonly seq: number; readonly at: string; readonly stuck: StuckDeliveries }
  | { readonly ok: false; readonly code: 'resync' | 'invalid-input' | 'not-allowed'; readonly detail: string }

/** A thing that may have been taken off its list. */
export type Removable<T> = T & { readonly removed: boolean }

/** Server → client. Each carries the `seq` at which it became visible; those of one client ascend. */
export interface ServerEvents {
  /** One whose status is `merged` or `withdrawn` stands for itself no more and is to be dropped; it may come back. */
  'incident:changed': (event: { readonly seq: number; readonly incident: IncidentFeature }) => void
  'alert:changed': (event: { readonly seq: number; readonly alert: Alert }) => void
  'zone:changed': (event: { readonly seq: number; readonly zone: ZoneFeature }) => void
  'rule:changed': (event: { readonly seq: number; readonly rule: Rule }) => void
  'silence:changed': (event: { readonly seq: number; readonly silence: Silence }) => void
  'calendar:changed': (event: { readonly seq: number; readonly calendar: Calendar }) => void
  'facility:changed': (event: { readonly seq: number; readonly facility: FacilityFeature }) => void
  'feed:changed': (event: { readonly seq: number; readonly feed: Feed }) => void
  'escalation:changed': (event: { readonly seq: number; readonly escalation: Removable<Escalation> }) => void
  'rotation:changed': (event: { readonly seq: number; readonly rotation: Removable<Rotation> }) => void
  'log:changed': (event: { readonly seq: number; readonly entry: LogEntry }) => void
  /** The client is too far behind, or too much changed at once: take a new snapshot, then follow from its `seq`. */
  resync: (event: { readonly seq: number; readonly reason: string }) => void
  /** Sign of life every 5 s to those who follow: how far the stream is. None comes while the feed cannot be read. */
  pulse: (event: { readonly seq: number; readonly at: string; readonly stuck: StuckDeliveries }) => void
}

/** Client → server. */
export interface ClientEvents {
  follow: (request: FollowRequest, answer?: (it: FollowAnswer) => void) => void
}

const collection = <T extends z.ZodType>(feature: T) =>
  z.object({ type: z.literal('FeatureCollection'), features: z.array(feature) })

/** The dashboard's world at one moment of the change feed. */
export interface Snapshot {
  readonly seq: number
  readonly at: string
  /** The latest incidents by time of event, and every one with an open alert. */
  readonly incidents: { readonly type: 'FeatureCollection'; readonly features: readonly IncidentFeature[] }
  readonly zones: { readonly type: 'FeatureCollection'; readonly features: readonly ZoneFeature[] }
  readonly facilities: { readonly type: 'FeatureCollection'; readonly features: readonly FacilityFeature[] }
  readonly rules: readonly Rule[]
  /** Those that are on. */
  readonly silences: readonly Silence[]
  readonly feeds: readonly Feed[]
  readonly escalations: readonly Escalation[]
  readonly rotations: readonly Rotation[]
  /** Those that you are in. */
  readonly teams: readonly Team[]
  /** Every alert that is not closed, and those closed within a day. */
  readonly alerts: readonly Alert[]
  /** The latest entries of the watch log. */
  readonly log: readonly LogEntry[]
  /** How many incidents are stored in all; the snapshot holds at most `incidentLimit` of them. */
  readonly incidentTotal: number
  readonly incidentLimit: number
}

export const liveRoutes = {
  snapshot: contract({
    method: 'GET',
    path: '/api/snapshot',
    tag: 'live',
    summary: 'The dashboard’s world and its place in the change feed',
    permission: 'read',
    answers: [
      {
        status: 200,
        schema: z
          .object({
            seq: z.int(),
            at: z.string(),
            incidents: collection(incidentOut),
            zones: collection(zoneOut),
            facilities: collection(facilityOut),
            rules: z.array(ruleOut),
            silences: z.array(silenceOut),
            feeds: z.array(feedOut),
            escalations: z.array(escalationOut),
            rotations: z.array(rotationOut),
            teams: z.array(teamOut),
            alerts: z.array(alertOut),
            log: z.array(logEntryOut),
            incidentTotal: z.int(),
            incidentLimit: z.int(),
          })
          .meta({ id: 'Snapshot' }),
        description: 'The snapshot',
      },
    ],
  }),
}
