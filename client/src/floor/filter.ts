import { alertStates, severities, type Alert, type AlertState, type Severity, type Zone } from '@cordon/alerts'
import { zonesOfOpen, type World } from '../world/world.js'

/** Whose alerts are shown: the reader's own, those that nobody has. */
export const owners = ['me', 'nobody'] as const
export type Owner = (typeof owners)[number]

/** What of a tab is shown; empty and null mean "any". */
export interface QueueFilter {
  readonly severities: readonly Severity[]
  readonly states: readonly AlertState[]
  readonly zoneId: string | null
  readonly owner: Owner | null
  readonly overdue: boolean
}

export const everything: QueueFilter = { severities: [], states: [], zoneId: null, owner: null, overdue: false }

export const groupings = ['none', 'zone', 'facility', 'incident'] as const
export type Grouping = (typeof groupings)[number]

/** `due`: what is overdue first. `latest`: what rose last first. */
export const orders = ['due', 'latest'] as const
export type Order = (typeof orders)[number]

export const queueTabs = ['open', 'mine', 'shelved', 'closed'] as const
/** The ways to see the queue. */
export type QueueTab = (typeof queueTabs)[number]

/** How the queue is looked at; all of it stands in the address. */
export interface QueueView {
  readonly tab: QueueTab
  readonly filter: QueueFilter
  /** Null where nobody has chosen: a flood is grouped by zone then. */
  readonly by: Grouping | null
  readonly order: Order
}

export const plainView: QueueView = { tab: 'open', filter: everything, by: null, order: 'due' }

/** The zones that the queue may be narrowed to, by name: those that watch, and those whose alerts are open still. */
export function zonesToAskFor(world: Pick<World, 'zones' | 'alerts'>): readonly Zone[] {
  const open = zonesOfOpen(world)
  return [...world.zones.values()]
    .filter(({ id, archived }) => !archived || open.has(id))
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

/** The parts of an address that say how the queue is looked at. */
const parts = ['queue', 'severity', 'state', 'zone', 'owner', 'overdue', 'by', 'order'] as const
export type ViewQuery = Readonly<Record<(typeof parts)[number], string | undefined>>

/** How an address wants the queue to be looked at; what it says that means nothing is left out. */
export function viewIn(query: Readonly<Record<string, unknown>>): QueueView {
  const one = <T extends string>(name: string, known: readonly T[]) => known.find((it) => it === query[name]) ?? null
  const some = <T extends string>(name: string, known: readonly T[]) => {
    const told = typeof query[name] === 'string' ? query[name].split(',') : []
    return known.filter((it) => told.includes(it))
  }
  const zone = query['zone']
  return {
    tab: one('queue', queueTabs) ?? 'open',
    filter: {
      severities: some('severity', severities),
      states: some('state', alertStates),
      zoneId: typeof zone === 'string' && zone !== '' ? zone : null,
      owner: one('owner', owners),
      overdue: query['overdue'] === '1',
    },
    by: one('by', groupings),
    order: one('order', orders) ?? 'due',
  }
}

/** What stands in an address for a view; what is as usual stands nowhere. */
export function queryOf({ tab, filter, by, order }: QueueView): ViewQuery {
  const list = (values: readonly string[]) => (values.length === 0 ? undefined : values.join(','))
  return {
    queue: tab === 'open' ? undefined : tab,
    severity: list(filter.severities),
    state: list(filter.states),
    zone: filter.zoneId ?? undefined,
    owner: filter.owner ?? undefined,
    overdue: filter.overdue ? '1' : undefined,
    by: by ?? undefined,
    order: order === 'due' ? undefined : order,
  }
}

/** A view as one text, always the same for the same view; empty for the plain one. */
export function viewText(view: QueueView): string {
  const query = queryOf(view)
  const said = parts.flatMap((part): readonly (readonly [string, string])[] => {
    const value = query[part]
    return value === undefined ? [] : [[part, value]]
  })
  return new URLSearchParams(said.map(([part, value]) => [part, value])).toString()
}

export function viewOfText(text: string): QueueView {
  return viewIn(Object.fromEntries(new URLSearchParams(text)))
}

export function isFiltered({ severities: asked, states, zoneId, owner, overdue }: QueueFilter): boolean {
  return asked.length > 0 || states.length > 0 || zoneId !== null || owner !== null || overdue
}

/** What a filter must know beside the alert. */
export interface Asking {
  readonly accountId: string
  readonly isOverdue: boolean
}

export function passes(alert: Alert, filter: QueueFilter, { accountId, isOverdue }: Asking): boolean {
  const { severities: asked, states, zoneId, owner, overdue } = filter
  if (asked.length > 0 && !asked.includes(alert.severity)) return false
  if (states.length > 0 && !states.includes(alert.state)) return false
  if (zoneId !== null && alert.zoneId !== zoneId) return false
  if (owner !== null && alert.ownerId !== (owner === 'me' ? accountId : null)) return false
  return !overdue || isOverdue
}

/** The views that everybody has. */
export const builtInViews = {
  all: plainView,
  mine: { ...plainView, tab: 'mine' },
  unowned: { ...plainView, filter: { ...everything, owner: 'nobody' } },
  overdue: { ...plainView, filter: { ...everything, overdue: true } },
} as const satisfies Readonly<Record<string, QueueView>>
export type BuiltIn = keyof typeof builtInViews
