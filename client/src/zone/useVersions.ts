import type { Rule, Zone } from '@cordon/alerts'
import { useI18n } from 'vue-i18n'
import type { ZoneVersions } from '../api/zones.js'
import { useRuleText } from '../rule/ruleText.js'
import { distanceIn } from '../ui/distance.js'
import { useWorld } from '../world/useWorld.js'
import { zoneOf } from '../world/world.js'
import { useShapeText } from './shapeText.js'
import { useVisibilityText } from './useTeams.js'
import type { Said, Version } from './zoneSteps.js'

/** Says what each version of a zone and of its rules holds. */
export function useVersions() {
  const { t, locale } = useI18n()
  const { world } = useWorld()
  const shapeText = useShapeText()
  const ruleText = useRuleText()
  const whose = useVisibilityText()

  const far = (metres: number) => distanceIn(locale.value, metres)
  const yesNo = (is: boolean) => t(is ? 'yesNo.yes' : 'yesNo.no')
  const facility = (id: string) => world.value?.facilities.get(id)?.name ?? id
  const zoneSays = (zone: Zone): readonly Said[] => [
    [t('zone.name'), zone.name],
    [t('zone.shape'), shapeText(zone)],
    [t('versions.where'), whereOf(zone), JSON.stringify(zone.geometry)],
    [t('versions.reach'), zone.reachMetres === 0 ? t('zone.noReach') : far(zone.reachMetres)],
    [t('versions.rings'), zone.rings.length === 0 ? null : zone.rings.map(far).join(' · ')],
    [t('zone.facility'), zone.facilityId === null ? null : facility(zone.facilityId)],
    [t('zone.validFrom'), zone.valid?.from ?? null],
    [t('zone.validUntil'), zone.valid?.until ?? null],
    [t('zone.visibility'), whose.atLength(zone)],
    [t('versions.archived'), yesNo(zone.archived)],
  ]
  const ruleSays = (rule: Rule): readonly Said[] => [
    [t('rule.name'), rule.name],
    [t('versions.on'), yesNo(rule.enabled)],
    [t('versions.tells'), ruleText(rule)],
    [t('versions.escalates'), yesNo(rule.escalationId !== null)],
  ]

  return ({ zones, rules }: ZoneVersions): readonly Version[] => [
    ...zones.map(({ zone: feature, alerts }): Version => {
      const zone = zoneOf(feature)
      const { id, version, name, recordedAt: at, recordedBy: by } = zone
      return { of: 'zone', id, version, name, at, by, alerts, says: zoneSays(zone) }
    }),
    ...rules.map(({ rule, alerts }): Version => {
      const { id, version, name, recordedAt: at, recordedBy: by = null } = rule
      return { of: 'rule', id, version, name, at, by, alerts, says: ruleSays(rule) }
    }),
  ]
}

/** Where a shape begins, and how many corners it has. */
function whereOf({ geometry }: Zone): string {
  const numbers = JSON.stringify(geometry.coordinates).match(/-?[\d.]+(e-?\d+)?/g) ?? []
  const [longitude = '', latitude = ''] = numbers
  return `${Number(latitude).toFixed(5)}, ${Number(longitude).toFixed(5)}${numbers.length > 2 ? ` … ${numbers.length / 2}` : ''}`
}
