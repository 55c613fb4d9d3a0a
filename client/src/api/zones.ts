import type { Alert, Rule, RuleContent, RuleRecord, ZoneGeometry } from '@cordon/alerts'
import type {
  RuleInput,
  ruleRecordRoutes,
  ruleRoutes,
  ZoneFeature,
  zoneInput,
  ZoneLoad,
  zoneVersionsOut,
  zoneVersionsRoutes,
  zoneRoutes,
} from '@cordon/server/wire'
import type { z } from 'zod'
import { call, type Answer, type RouteOf } from './http.js'
import type { ItemPage } from './page.js'

type Zones = typeof zoneRoutes
type Rules = typeof ruleRoutes
const createRoute: RouteOf<Zones['create']> = { method: 'POST', path: '/api/zones' }
const list: RouteOf<Zones['list']> = { method: 'GET', path: '/api/zones' }
const load: RouteOf<Zones['load']> = { method: 'GET', path: '/api/zones/load' }
const one: RouteOf<Zones['one']> = { method: 'GET', path: '/api/zones/:id' }
const change: RouteOf<Zones['change']> = { method: 'PATCH', path: '/api/zones/:id' }
const archive: RouteOf<Zones['archive']> = { method: 'DELETE', path: '/api/zones/:id' }
const restore: RouteOf<Zones['restore']> = { method: 'POST', path: '/api/zones/:id/restore' }
const rules: RouteOf<Rules['list']> = { method: 'GET', path: '/api/zones/:id/rules' }
const createRuleRoute: RouteOf<Rules['create']> = { method: 'POST', path: '/api/zones/:id/rules' }
const changeRuleRoute: RouteOf<Rules['change']> = { method: 'PATCH', path: '/api/rules/:id' }
const recordRoute: RouteOf<(typeof ruleRecordRoutes)['record']> = { method: 'GET', path: '/api/rules/:id/record' }

const versions: RouteOf<(typeof zoneVersionsRoutes)['versions']> = { method: 'GET', path: '/api/zones/:id/versions' }

/** Every version of a zone and of its rules, with what each raised. */
export interface ZoneVersions extends Pick<z.output<typeof zoneVersionsOut>, 'isAll'> {
  readonly zones: readonly { readonly zone: ZoneFeature; readonly alerts: number }[]
  readonly rules: readonly { readonly rule: Rule; readonly alerts: number }[]
}
export const readZoneVersions = (id: string): Promise<Answer<ZoneVersions>> => call(versions, { params: { id } })

/** A zone as a person draws it. */
export type ZoneSaid = Omit<z.input<typeof zoneInput>, 'geometry'> & { readonly geometry: ZoneGeometry }

/** Stores a zone; under `onceAs` once, however often it is asked for. */
export function createZone(zone: ZoneSaid, onceAs?: string): Promise<Answer<ZoneFeature>> {
  return call(createRoute, { body: zone, ...(onceAs && { onceAs }) })
}

/** What each zone has raised of late. */
export function loadOfZones(): Promise<Answer<ZoneLoad>> {
  return call(load)
}

/** The zones that somebody has archived, by name. */
export async function archivedZones(): Promise<Answer<readonly ZoneFeature[]>> {
  const found: ZoneFeature[] = []
  let cursor: string | null = null
  do {
    const page: Answer<{ readonly features: readonly ZoneFeature[]; readonly next: string | null }> = await call(list, {
      query: { archived: true, limit: 1000, cursor },
    })
    if (!page.ok) return page
    found.push(...page.value.features.filter(({ properties }) => properties.archived))
    cursor = page.value.next
  } while (cursor !== null)
  return { ok: true, value: found, etag: null }
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

export function restoreZone(id: string, etag: string | null): Promise<Answer<ZoneFeature>> {
  return call(restore, { params: { id }, etag })
}
export function rulesOf(zoneId: string): Promise<Answer<ItemPage<Rule>>> {
  return call(rules, { params: { id: zoneId } })
}

/** Stores a rule; under `onceAs` once, however often it is asked for. */
export function createRule(zoneId: string, rule: RuleInput | RuleContent, onceAs?: string): Promise<Answer<Rule>> {
  return call(createRuleRoute, { params: { id: zoneId }, body: rule, ...(onceAs && { onceAs }) })
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
