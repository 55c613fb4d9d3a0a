import { bearingDegrees, distanceMetres, movedMetres, type Correction, type CorrectionChange } from '@cordon/alerts'
import type { Item, Items } from './message.js'
import type { Phrases } from './phrases.js'
import { lineOrNull, oneLine, positionOf, ruleLine, whenLine } from './told-words.js'

interface Of<T> {
  readonly item: Item
  readonly about: T
}
type Update = Of<Correction & { readonly kind: 'update' }>
type Cancel = Of<Correction & { readonly kind: 'cancel' }>

/** What a message that corrects begins with: cancelled is only what holds in no zone and by no rule any more. */
export function leadOf(items: Items): 'update' | 'merged' | 'cancelled' {
  const { updates, cancels } = parted(items)
  if (updates.length > 0) return 'update'
  if (cancels.every(({ about }) => about.because === 'merged')) return 'merged'
  return items.some(({ still }) => still) ? 'update' : 'cancelled'
}

/** Under which title it is told: that of the incident that stands, where that is said; else as it is known to the reader. */
export function titledAs(items: Items): string {
  const [first] = items
  const [update] = parted(items).updates
  return update?.about.known.title ?? first.into?.title ?? ownTitle(first)
}

/** What holds no more may be known by an incident that it was merged into, and of which nobody was told. */
function ownTitle({ alert, about }: Item): string {
  return about?.known.incidentId === alert.incidentId ? about.known.title : alert.incidentTitle
}

/** What has come of what somebody was told: what has changed, what holds no more and why, and what is so by now. */
export function correctedLines(items: Items, phrases: Phrases): readonly string[] {
  const [{ reason }] = items
  const { updates, cancels } = parted(items)
  const changes = updates.map((it) => changesLine(it, phrases))
  const ends = cancels.map((it) => endLine(it, { isOver: isOver(items), phrases }))
  const rest = !isOver(items) && updates.length === 0 ? [phrases.stillHolds] : []
  const why = reason === null ? [] : [phrases.reason(oneLine(reason))]
  const facts = isOver(items) ? pastLines(items, phrases) : presentLines(items, phrases)
  return [...new Set([...changes, ...ends]), ...rest, ...why, ...facts]
}

function isOver(items: Items): boolean {
  return leadOf(items) !== 'update'
}

function changesLine({ item: { alert }, about }: Update, phrases: Phrases): string {
  const { title, point } = about.known
  const [was, is] = [alert.point.coordinates, point.coordinates]
  const metres = distanceMetres(was, is)
  const said: Partial<Record<CorrectionChange, string>> = {
    ...(metres >= movedMetres && { moved: phrases.movedBy(metres, bearingDegrees(was, is)) }),
    ...(title !== alert.incidentTitle && { merged: phrases.standsFor(oneLine(title), oneLine(alert.incidentTitle)) }),
  }
  return phrases.corrected(about.changes.map((it) => said[it] ?? phrases.changes[it]))
}

interface Ending {
  readonly isOver: boolean
  readonly phrases: Phrases
}

function endLine({ item: { alert, into }, about }: Cancel, { isOver: isAll, phrases }: Ending): string {
  if (about.because === 'merged' && into !== null) return phrases.oneWith(oneLine(into.title), into.severity)
  const why = phrases.clearings[about.because]
  if (isAll) return phrases.holdsNoMore(why)
  return phrases.noLonger({ rule: oneLine(alert.ruleName), zone: oneLine(alert.zoneName) }, why)
}

/** What is over is told as it was, since nothing is so of it now. */
function pastLines(items: Items, phrases: Phrases): readonly string[] {
  const [first] = items
  const { incidentType: type, incidentKind, severity } = first.alert
  const was = phrases.was({ type, isThreat: incidentKind === 'threat', severity })
  return [was, whenLine(first, phrases), ...items.map((it) => ruleLine(it, phrases))]
}

function presentLines(items: Items, phrases: Phrases): readonly string[] {
  const { updates, cancels } = parted(items)
  const [last] = [...updates, ...cancels]
  if (last === undefined) return []
  const { known } = last.about
  const { incidentKind, source } = last.item.alert
  return [
    phrases.now({ ...known, isThreat: incidentKind === 'threat' }, known.uncertaintyMetres),
    whenLine(last.item, phrases),
    phrases.position(positionOf(known.point.coordinates), lineOrNull(known.place)),
    phrases.howSure(known.grade, lineOrNull(source)),
    ...updates.map(({ item }) => ruleLine(item, phrases)),
  ]
}

function parted(items: Items): { readonly updates: readonly Update[]; readonly cancels: readonly Cancel[] } {
  const updates: Update[] = []
  const cancels: Cancel[] = []
  for (const item of items) {
    const { about } = item
    if (about?.kind === 'update') updates.push({ item, about })
    if (about?.kind === 'cancel') cancels.push({ item, about })
  }
  return { updates, cancels }
}
