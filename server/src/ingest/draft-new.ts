import {
  casualtyClaims,
  faultAt,
  finding,
  judged,
  missedBy,
  say,
  type Incident,
  type IncidentContent,
  type Report,
  type Source,
} from '@cordon/alerts'
import type { ReportRow } from '@cordon/db'
import type { IncidentInput } from '../wire/index.js'
import { contentHash } from './content-hash.js'
import { contentFrom, identityOf, sourceIdOf, type Stated } from './content.js'
import type { Desk, Draft } from './desk.js'
import { revisedAnew, survivorAnew } from './judge-anew.js'
import { house } from '../alert/take.js'
import { keyOf, type Known, type Working } from './known.js'
import { refused } from './refused.js'
import { reportFrom, sourceOf } from './report-from.js'

/** What the house has not heard it tells itself: nobody else may begin or end that. */
const ownKey = faultAt('properties.externalId', finding('refused.houseKey', {}))

/** How an incident's first report is more than what a feature says of it. */
type Founding = Pick<ReportRow, 'claims' | 'contentHash'> & Pick<Report, 'title' | 'text'>

/** An incident as a source states it: a new one, or what its source says of it now. */
export function draftNew(input: Stated, desk: Desk, founding: Founding | null = null): Draft {
  if (missedBy(input.properties) !== null && desk.by !== house.name)
    return refused({ code: 'invalid-input', errors: [ownKey] })
  const content = contentFrom(input)
  const before = foundedBy(input, desk.known)
  if (before === undefined) return firstRevision(input, founding, { content, desk })
  const hash = contentHash(identityOf(input, content))
  if (before.incident.status === 'withdrawn')
    return broughtBack({ ...before, contentHash: hash }, input, { content, desk })
  // Where an undone import put it back, it is known by what is stored.
  if (before.contentHash === hash || before.contentHash === contentHash(content))
    return { what: 'unchanged', working: before }
  return restated({ ...before, contentHash: hash }, input, { content, desk })
}

/** The incident that a source's own id stands for. */
function foundedBy({ properties: { externalId, source } }: IncidentInput, known: Known): Working | undefined {
  const id = externalId == null ? undefined : known.idByKey.get(keyOf(sourceIdOf(source ?? ''), externalId))
  return id === undefined ? undefined : known.byId.get(id)
}

interface Stating {
  readonly content: IncidentContent
  readonly desk: Desk
}

function restated(before: Working, input: Stated, { content, desk }: Stating): Draft {
  const { status: _judged, ...patch } = content
  const said = input.properties.status ?? null
  const standing = said === null ? {} : { override: statedOver(before.incident, said, desk) }
  const reason = 'Its source says otherwise now'
  const working = revisedAnew(before, { patch, standing, reason }, desk)
  return { what: 'revised', working, report: null, newSource: null, also: survivorAnew(working, reason, desk) }
}

/** What an undone import had brought comes again: it is told again, by one more revision. */
function broughtBack(before: Working, input: Stated, stating: Stating): Draft {
  const incident = { ...before.incident, status: 'unverified' } as const
  const drafted = restated({ ...before, incident }, input, stating)
  return drafted.what === 'revised' ? { ...drafted, what: 'stored' } : drafted
}

/** A status that a source states holds against what its reports come to, unless somebody else has said otherwise. */
function statedOver({ override }: Incident, status: NonNullable<Incident['override']>['status'], desk: Desk) {
  if (override !== undefined && override.by !== desk.by) return override
  return { grade: override?.grade ?? null, status, by: desk.by, at: desk.now, reason: say('kept.stated', {}) }
}

function firstRevision(input: Stated, founding: Founding | null, { content, desk }: Stating): Draft {
  const { properties: said } = input
  const id = desk.newId()
  const from = said.source == null ? null : sourceOf(said.source, desk.known)
  const report = from === null ? null : reportFrom(messageIn(said, content, founding), from.source, { id, desk })
  const reports = report === null ? [] : [report]
  const { grade, status, origins } = judged({}, reports)
  const incident = firstState(content, {
    id,
    grade,
    status,
    origins,
    source: from?.source.name ?? null,
    externalId: said.externalId ?? null,
    reportedAt: said.reportedAt ?? desk.now,
    desk,
  })
  // Without a source the external id still identifies it: what is entered twice by a program is one incident.
  const sourceId = from?.source.id ?? (said.externalId == null ? null : sourceIdOf(''))
  const newSource = from?.isNew === true ? from.source : unnamedSource(sourceId, desk)
  return {
    what: 'stored',
    working: {
      ...{ incident: stated(incident, said.status ?? null), sourceId, reports },
      contentHash: contentHash(identityOf(input, content)),
    },
    report,
    newSource,
  }
}

function messageIn(said: IncidentInput['properties'], { casualties }: IncidentContent, founding: Founding | null) {
  return { ...said, text: said.summary, claims: casualtyClaims(casualties), ...founding }
}

type First = Required<
  Pick<Incident, 'id' | 'grade' | 'status' | 'origins' | 'source' | 'externalId' | 'reportedAt'>
> & {
  readonly desk: Desk
}

/** Laid out member by member, as every incident that comes in is, and in the order in which the database keeps members. */
function firstState(content: IncidentContent, first: First): Incident {
  return {
    id: first.id,
    seq: 0,
    kind: content.kind,
    tags: content.tags,
    type: content.type,
    grade: first.grade,
    place: content.place,
    point: content.point,
    title: content.title,
    actors: content.actors,
    reason: null,
    source: first.source,
    status: first.status,
    history: first.desk.history,
    origins: first.origins,
    summary: content.summary,
    targets: content.targets,
    exercise: content.exercise,
    revision: 1,
    severity: content.severity,
    casualties: content.casualties,
    externalId: first.externalId,
    occurredTo: content.occurredTo,
    recordedAt: first.desk.now,
    recordedBy: first.desk.by,
    reportedAt: first.reportedAt,
    occurredFrom: content.occurredFrom,
    timePrecision: content.timePrecision,
    locationPrecision: content.locationPrecision,
    uncertaintyMetres: content.uncertaintyMetres,
  }
}

/** A status that its source states holds against what its report comes to. */
function stated(incident: Incident, status: NonNullable<Incident['override']>['status']): Incident {
  if (status === null || status === incident.status) return incident
  const { recordedBy: by, recordedAt: at } = incident
  return { ...incident, status, override: { grade: null, status, by, at, reason: say('kept.stated', {}) } }
}

/** The source that stands for "not stated", made when it is first needed. */
function unnamedSource(sourceId: string | null, { known }: Desk): Source | null {
  if (sourceId !== sourceIdOf('') || known.sources.has(sourceId)) return null
  return { id: sourceId, kind: 'other', name: 'Not stated', reliability: 'F' }
}
