import type { Alert, Rule, RuleRecord, ZoneGeometry } from '@cordon/alerts'
import type { RuleInput, ruleRecordRoutes, ruleRoutes, ZoneFeature, zoneInput, zoneRoutes } from '@cordon/server/wire'
import type { z } from 'zod'
import { call, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Zones = typeof zoneRoutes
type Rules = typeof ruleRoutes
const createRoute: RouteOf<Zones['create']> = { method: 'POST', path: '/api/zones' }
const one: RouteOf<Zones['one']> = { method: 'GET', path: '/api/zones/:id' }
const change: RouteOf<Zones['change']> = { method: 'PATCH', path: '/api/zones/:id' }
const archive: RouteOf<Zones['archive']> = { method: 'DELETE', path: '/api/zones/:id' }
const rules: RouteOf<Rules['list']> = { method: 'GET', path: '/api/zones/:id/rules' }
const createRuleRoute: RouteOf<Rules['create']> = { method: 'POST', path: '/api/zones/:id/rules' }
const changeRuleRoute: RouteOf<Rules['change']> = { method: 'PATCH', path: '/api/rules/:id' }
const recordRoute: RouteOf<(typeof ruleRecordRoutes)['record']> = { method: 'GET', path: '/api/rules/:id/record' }

/** A zone as a person draws it. */
export type ZoneSaid = Omit<z.input<typeof zoneInput>, 'geometry'> & { readonly geometry: ZoneGeometry }

export function createZone(zone: ZoneSaid): Promise<Answer<ZoneFeature>> {
  return call(createRoute, { body: zone })
}

/** One zone with the version that an edit must name. */
export function readZone(id: string): Promise<Answer<ZoneFeature>> {
  return call(one, { params: { id } })
}

export function changeZone(
  id: string,
  { geometry, properties }: Pick<ZoneSaid, 'geometry' | 'properties'>,
  etag: string | null,
): Promise<Answer<ZoneFeature>> {
  return call(change, { params: { id }, body: { geometry, properties }, etag })
}

export function archiveZone(id: string, etag: string | null): Promise<Answer<undefined>> {
  return call(archive, { params: { id }, etag })
}

export function rulesOf(zoneId: string): Promise<Answer<ItemPage<Rule>>> {
  return call(rules, { params: { id: zoneId } })
}

export function createRule(zoneId: string, rule: RuleInput): Promise<Answer<Rule>> {
  return call(createRuleRoute, { params: { id: zoneId }, body: rule })
}

export function changeRule(id: string, rule: Partial<RuleInput>, etag: string | null): Promise<Answer<Rule>> {
  return call(changeRuleRoute, { params: { id }, body: rule, etag })
}

/** What a rule has told in so many days, and what came of it. */
export function recordOfRule(
  id: string,
  days: number,
): Promise<Answer<{ readonly record: RuleRecord; readonly latest: readonly Alert[] }>> {
  return call(recordRoute, { params: { id }, query: { days } })
}
