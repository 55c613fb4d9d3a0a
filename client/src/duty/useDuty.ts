import { lapsesAt, nextStep, type Alert, type Escalation, type EscalationTarget, type Rotation } from '@cordon/alerts'
import type { Person, Removable } from '@cordon/server/wire'
import { computed, shallowRef, type ComputedRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { listPeople } from '../api/duty.js'
import { useSession } from '../session/useSession.js'
import { useDrawers, useWorld } from '../world/useWorld.js'

function listed<T extends { readonly name: string }>(things: ReadonlyMap<string, Removable<T>> | undefined) {
  return [...(things?.values() ?? [])]
    .filter(({ removed }) => !removed)
    .toSorted((a, b) => a.name.localeCompare(b.name))
}

/** The escalations that rules may name, by name. */
export function useEscalations(): ComputedRef<readonly Escalation[]> {
  const { world } = useWorld()
  return computed(() => listed(world.value?.escalations))
}

/** The rotations that escalations may call, by name. */
export function useRotations(): ComputedRef<readonly Rotation[]> {
  const { world } = useWorld()
  return computed(() => listed(world.value?.rotations))
}

/** Kept over views: who may act changes seldom, and whoever opens a view that asks for it reads it anew. */
const people = shallowRef<readonly Person[]>([])

/** Who can be given an alert, or be called. */
export function usePeople() {
  const { may } = useSession()
  async function read(): Promise<void> {
    if (!may('alert:act')) return
    const answer = await listPeople()
    if (answer.ok) people.value = answer.value.items
  }
  void read()
  return people
}

/** Whom the steps of escalations call, in words. */
export function useTargetWords() {
  const { t } = useI18n()
  const rotations = useRotations()
  const who = usePeople()
  const nameOf = (id: string) => who.value.find((it) => it.id === id)?.name ?? t('duty.gone')

  function target(it: EscalationTarget): string {
    if (it.kind === 'room') return t('duty.room')
    if (it.kind === 'account') return nameOf(it.id)
    return rotations.value.find(({ id }) => id === it.id)?.name ?? t('duty.goneRotation')
  }
  return {
    nameOf,
    targets: (them: readonly EscalationTarget[]) => them.map(target).join(', '),
    /** Whom an alert has called: accounts by name, and the room. */
    called: (ids: readonly string[]) => ids.map((id) => (id === 'room' ? t('duty.room') : nameOf(id))).join(', '),
  }
}

/** What the house will do with an alert, as far as its rule's escalation says. */
export function useAlertTimers() {
  const { rules, escalations } = useDrawers()
  function escalationOf({ ruleId }: Alert): Escalation | null {
    const id = rules.value?.get(ruleId)?.escalationId ?? null
    const escalation = id === null ? undefined : escalations.value?.get(id)
    return escalation === undefined || escalation.removed ? null : escalation
  }
  return {
    escalationOf,
    next: (alert: Alert) => {
      const escalation = escalationOf(alert)
      return escalation === null ? null : nextStep(alert, escalation)
    },
    lapses: (alert: Alert) => {
      const escalation = escalationOf(alert)
      return escalation === null ? null : lapsesAt(alert, escalation)
    },
  }
}
