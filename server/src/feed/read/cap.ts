import { finding, say, type IncidentType, type Severity } from '@cordon/alerts'
import type { FieldError } from '../../wire/index.js'
import { other } from './cells.js'
import { covering, latLonPairs, spot, type Disc } from './area.js'
import { clip } from './mapping.js'
import type { Draft, Told } from './page.js'
import { momentOf, plainText, precisionOf } from './rss.js'
import { child, childrenOf, textOf, written, type Element } from './xml.js'

const spaces = ['urn:oasis:names:tc:emergency:cap:1.2', 'urn:oasis:names:tc:emergency:cap:1.1']

/** What a message is: one to take, one to pass over (a test, a draft, an answer), or one that breaks the standard. */
export type CapTold = { readonly is: 'told'; readonly told: Told } | { readonly is: 'skipped' }

/** Whether an element is a CAP message of a version that is read here. */
export function isCap(root: Element): boolean {
  return root.name === 'alert' && spaces.includes(root.space)
}

/**
 * One CAP message (1.1, 1.2). Actual ones are taken, exercises as exercises; tests, drafts, system messages, answers and
 * errors are passed over, whatever they say. An update is about what it refers to, a cancel withdraws it; that of an
 * exercise withdraws no more than was played.
 */
export function readCap(alert: Element): CapTold {
  const said = (name: string) => textOf(alert, name, alert.space)
  const status = said('status')
  const type = said('msgType')
  const isPassedOver =
    status === 'Test' || status === 'Draft' || status === 'System' || type === 'Ack' || type === 'Error'
  if (isPassedOver) return { is: 'skipped' }
  return { is: 'told', told: toldOf(alert, said) }
}

const needed = ['identifier', 'sender', 'sent', 'status', 'msgType', 'scope']
const neededInInfo = ['category', 'event', 'urgency', 'severity', 'certainty']

function toldOf(alert: Element, said: (name: string) => string | null): Told {
  const raw = () => written(alert)
  const [identifier, sender, sent] = [said('identifier'), said('sender'), momentOf(said('sent'))]
  const externalId = identifier === null || sender === null ? null : `${sender},${identifier}`.slice(0, 300)
  const info = chosenInfo(alert)
  const isCancel = said('msgType') === 'Cancel'
  const errors = faultsOf(alert, { info, isCancel, sent })
  const draft = info === null ? null : draftOf(alert, info, sent)
  if (errors.length > 0 || externalId === null) {
    return { refused: errors, externalId, raw, ...(draft === null ? {} : { draft }) }
  }
  const refers = referencesOf(said('references'))
  return {
    externalId,
    updatedAt: sent,
    aliases: [externalId],
    refers,
    withdrawn: isCancel,
    ...(isCancel && said('status') === 'Exercise' && { endsExercise: true }),
    draft: isCancel ? null : draft,
    places: info === null ? [] : areaNames(info, alert.space),
    raw,
  }
}

interface Checked {
  readonly info: Element | null
  readonly isCancel: boolean
  readonly sent: string | null
}

function faultsOf(alert: Element, { info, isCancel, sent }: Checked): readonly FieldError[] {
  const missing = (parent: Element, path: string, names: readonly string[]) =>
    names
      .filter((name) => textOf(parent, name, alert.space) === null)
      .map((name) => ({ path: `${path}${name}`, message: say('refused.capMissing', { element: name }) }))
  const top = missing(alert, '', needed)
  const time = sent === null && textOf(alert, 'sent', alert.space) !== null
  const badTime = time
    ? [{ path: 'sent', message: other(finding('expected.time', {}), `"${textOf(alert, 'sent') ?? ''}"`) }]
    : []
  if (top.length > 0 || badTime.length > 0 || isCancel) return [...top, ...badTime]
  if (info === null) return [{ path: 'info', message: say('refused.capNoInfo', {}) }]
  const inside = missing(info, 'info.', neededInInfo)
  return inside.length > 0 ? inside : areaFaults(info, alert.space)
}

/** CAP writes latitude first. A latitude beyond 90 says that somebody wrote it the other way round. */
function areaFaults(info: Element, space: string): readonly FieldError[] {
  const areas = childrenOf(info, 'area', space)
  const shapes = areas.flatMap((area) => [...childrenOf(area, 'polygon', space), ...childrenOf(area, 'circle', space)])
  const bad = shapes.find((shape) => pairsOf(shape) === null)
  if (bad !== undefined)
    return [{ path: `area.${bad.name}`, message: other(finding('expected.latLons', {}), `"${bad.text.slice(0, 60)}"`) }]
  const swapped = shapes.find((shape) => (pairsOf(shape) ?? []).some(([, latitude]) => Math.abs(latitude) > 90))
  if (swapped !== undefined) {
    const got = `"${swapped.text.slice(0, 60)}"`
    const message = say('read.swapped', { expected: say('expected.latLon', {}), got })
    return [{ path: `area.${swapped.name}`, message }]
  }
  if (shapes.length > 0 || areaNames(info, space).length > 0) return []
  const message = say('refused.noArea', {})
  return [{ path: 'area', message }]
}

function areaNames(info: Element, space: string): readonly string[] {
  return childrenOf(info, 'area', space)
    .flatMap((area) => (textOf(area, 'areaDesc', space) ?? '').split(';'))
    .map((name) => name.trim())
    .filter((name) => name !== '')
}

function pairsOf(shape: Element): readonly (readonly [number, number])[] | null {
  return latLonPairs(shape.name === 'circle' ? (shape.text.trim().split(/\s+/)[0] ?? '') : shape.text)
}

/** One message says the same in several languages: English where there is one, else the first. */
function chosenInfo(alert: Element): Element | null {
  const infos = childrenOf(alert, 'info', alert.space)
  const english = infos.find((info) =>
    (textOf(info, 'language', alert.space) ?? 'en-US').toLowerCase().startsWith('en'),
  )
  return english ?? infos[0] ?? null
}

function draftOf(alert: Element, info: Element, sent: string | null): Draft {
  const said = (name: string) => textOf(info, name, alert.space)
  const disc = areaOf(info, alert.space)
  const isThreat = said('certainty') !== 'Observed' && (said('urgency') === 'Future' || said('urgency') === 'Expected')
  const begins = momentOf(said('onset')) ?? momentOf(said('effective')) ?? sent
  const text = [said('description'), said('instruction')].filter((it) => it !== null).join('\n\n')
  const names = childrenOf(info, 'area', alert.space).flatMap((area) => textOf(area, 'areaDesc', alert.space) ?? [])
  return {
    coordinates: disc?.coordinates ?? null,
    properties: {
      kind: isThreat ? 'threat' : 'event',
      type: typeOf(childrenOf(info, 'category', alert.space).map((it) => it.text)),
      title: clip(plainText(said('headline') ?? said('event') ?? 'Untitled'), 300),
      summary: text === '' ? null : plainText(text).slice(0, 20_000),
      severity: severityOf(said('severity')),
      occurredFrom: (isThreat ? begins : earlier(begins, sent)) ?? undefined,
      occurredTo: isThreat ? notBefore(momentOf(said('expires')), begins) : null,
      ...precisionOf(disc),
      place: names.length === 0 ? null : clip(names.join('; '), 500),
      tags: [...new Set([said('event'), ...childrenOf(info, 'category', alert.space).map((it) => it.text)])].filter(
        Boolean,
      ),
      exercise: textOf(alert, 'status', alert.space) === 'Exercise',
      link: webOf(said('web')),
    },
  }
}

/** The disc that covers every polygon and circle; a circle's radius is in kilometres. */
function areaOf(info: Element, space: string): Disc | null {
  const areas = childrenOf(info, 'area', space)
  const corners = areas.flatMap((area) => childrenOf(area, 'polygon', space).flatMap((it) => pairsOf(it) ?? []))
  const circles = areas.flatMap((area) => childrenOf(area, 'circle', space).flatMap(circleOf))
  return covering([...corners.map(spot), ...circles])
}

function circleOf(circle: Element): readonly Disc[] {
  const [centre] = pairsOf(circle) ?? []
  const kilometres = Number(circle.text.trim().split(/\s+/)[1] ?? 0)
  return centre === undefined
    ? []
    : [{ coordinates: centre, radiusMetres: Number.isFinite(kilometres) ? kilometres * 1000 : 0 }]
}

/** `sender,identifier,sent` of the messages that it is about, the earliest first. */
function referencesOf(text: string | null): readonly string[] {
  const triples = (text ?? '')
    .trim()
    .split(/\s+/)
    .map((it) => it.split(','))
  return triples
    .filter((it) => it.length >= 3)
    .toSorted((a, b) => (momentOf(a[2] ?? '') ?? '').localeCompare(momentOf(b[2] ?? '') ?? ''))
    .map(([sender = '', identifier = '']) => `${sender},${identifier}`.slice(0, 300))
}

const severities: Readonly<Record<string, Severity>> = {
  Extreme: 'extreme',
  Severe: 'severe',
  Moderate: 'moderate',
  Minor: 'minor',
}

function severityOf(word: string | null): Severity {
  return severities[word ?? ''] ?? 'unknown'
}

function typeOf(categories: readonly string[]): IncidentType {
  if (categories.some((it) => it === 'Geo' || it === 'Met' || it === 'Env' || it === 'Fire')) return 'natural-hazard'
  return categories.some((it) => it === 'Transport' || it === 'Infra' || it === 'Rescue') ? 'accident' : 'other'
}

/** What is observed cannot begin after it was told. */
function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b
  return a < b ? a : b
}

function notBefore(end: string | null, begin: string | null): string | null {
  return end === null || (begin !== null && end < begin) ? null : end
}

function webOf(address: string | null): string | null {
  return address !== null && URL.canParse(address) && /^https?:/.test(address) ? address : null
}

/** The message inside an Atom entry's or RSS item's own content, where an index carries it whole. */
export function embeddedCap(item: Element): Element | null {
  const holder = child(item, 'content') ?? item
  return holder.children.find(isCap) ?? null
}
