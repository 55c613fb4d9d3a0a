import type {
  Alert,
  Calendar,
  Escalation,
  Facility,
  Feed,
  Incident,
  LogEntry,
  Rotation,
  Rule,
  Silence,
  Zone,
} from '@cordon/alerts'
import type { ChangeRow } from '@cordon/db'
import type { Removable } from '../wire/live.js'

/** What a change of each kind carries; what is not told one by one carries nothing. */
interface Bodies {
  readonly incident: Incident
  readonly alert: Alert
  readonly zone: Zone
  readonly rule: Rule
  readonly silence: Silence
  readonly calendar: Calendar
  readonly facility: Facility
  readonly feed: Feed
  readonly escalation: Removable<Escalation>
  readonly rotation: Removable<Rotation>
  readonly log: LogEntry
  readonly history: null
  readonly access: null
}

type ChangeOf<K extends ChangeRow['kind']> = K extends ChangeRow['kind']
  ? Omit<ChangeRow, 'kind' | 'body'> & { readonly kind: K; readonly body: Bodies[K] }
  : never

/** One change as the feed holds it, with its body known by its kind. */
export type FeedChange = ChangeOf<ChangeRow['kind']>

/** What asks for a new snapshot instead: a bulk import, and a zone that others may see than before. */
export type NotTold = Extract<FeedChange, { readonly body: null }>

/** What is told one by one. */
export type ToldChange = Exclude<FeedChange, NotTold>
