import type { Alert, AlertEvent, Delivery, Disposition, Explanation, Instant } from '@cordon/alerts'
import type { alertRoutes, AlertsAction, ProblemDocument, ruleRoutes } from '@cordon/server/wire'
import { call, type Answer, type Route, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

/** One alert with all that happened to it and whom it was told. */
export interface AlertStory {
  readonly alert: Alert
  readonly events: readonly AlertEvent[]
  readonly deliveries: readonly Delivery[]
}

type Routes = typeof alertRoutes
const one: RouteOf<Routes['one']> = { method: 'GET', path: '/api/alerts/:id' }
const ofIncident: RouteOf<Routes['ofIncident']> = { method: 'GET', path: '/api/incidents/:id/alerts' }
const acknowledge: RouteOf<Routes['acknowledge']> = { method: 'POST', path: '/api/alerts/:id/acknowledge' }
const assign: RouteOf<Routes['assign']> = { method: 'POST', path: '/api/alerts/:id/assign' }
const shelve: RouteOf<Routes['shelve']> = { method: 'POST', path: '/api/alerts/:id/shelve' }
const giveBack: RouteOf<Routes['unshelve']> = { method: 'POST', path: '/api/alerts/:id/return' }
const release: RouteOf<Routes['release']> = { method: 'POST', path: '/api/alerts/:id/release' }
const many: RouteOf<Routes['many']> = { method: 'POST', path: '/api/alerts/actions' }
const close: RouteOf<Routes['close']> = { method: 'POST', path: '/api/alerts/:id/close' }
const note: RouteOf<Routes['note']> = { method: 'POST', path: '/api/alerts/:id/note' }
const explainAll: RouteOf<(typeof ruleRoutes)['explainAll']> = { method: 'GET', path: '/api/explanations' }
const explain: RouteOf<(typeof ruleRoutes)['explain']> = { method: 'GET', path: '/api/explain' }

export function readAlert(id: string): Promise<Answer<AlertStory>> {
  return call(one, { params: { id } })
}

export function alertsOfIncident(id: string): Promise<Answer<ItemPage<Alert>>> {
  return call(ofIncident, { params: { id } })
}

function act(route: Route, id: string, body: unknown): Promise<Answer<Alert>> {
  return call(route, { params: { id }, body })
}

export const acknowledgeAlert = (id: string) => act(acknowledge, id, {})
export const assignAlert = (id: string, to: string) => act(assign, id, { to })
/** Gives an alert to somebody, with a note where there is one. */
export const handAlert = (id: string, to: string, text: string) => act(assign, id, { to, ...noted(text) })
/** Back to new, and nobody's. */
export const releaseAlert = (id: string, text: string) => act(release, id, noted(text))
export const shelveAlert = (id: string, until: Instant) => act(shelve, id, { until })
export const shelveUntilRevised = (id: string) => act(shelve, id, { untilRevised: true })
/** Brings a shelved alert back, or reopens a closed one. */
export const returnAlert = (id: string) => act(giveBack, id, {})
export const noteAlert = (id: string, text: string) => act(note, id, { note: text })
export const closeAlert = (id: string, disposition: Disposition, text: string) =>
  act(close, id, { disposition, ...noted(text) })

function noted(text: string): { readonly note?: string } {
  return text === '' ? {} : { note: text }
}

/** What came of one action on many alerts. */
export interface ManyDone {
  readonly done: readonly Alert[]
  readonly refused: readonly {
    readonly id: string
    readonly problem: ProblemDocument
    /** Who did what with it since it was read, where that is why. */
    readonly overtaken?: Pick<AlertEvent, 'by' | 'at' | 'what'>
  }[]
}

/** Does the same with many alerts; each is done or refused by itself. */
export function actOnMany(said: AlertsAction): Promise<Answer<ManyDone>> {
  return call(many, { body: said })
}

/** Why an incident did, or did not, meet a rule. */
/** What each of some rules made of an incident. */
export interface Explained {
  readonly items: readonly (Explanation & { readonly ruleId: string })[]
}

/** Why an incident did, or did not, meet each of some rules; asked at once for a hundred at most. */
export function explainRules(incident: string, rules: readonly string[]): Promise<Answer<Explained>> {
  return call(explainAll, { query: { incident, rules: rules.slice(0, 100).join(',') } })
}

export function explainAlert(incident: string, rule: string): Promise<Answer<Explanation>> {
  return call(explain, { query: { incident, rule } })
}
