import { computed } from 'vue'
import { useSelection } from '../floor/selection.js'
import { useWords } from '../ui/words.js'
import { useWorld } from '../world/useWorld.js'

/** What a note may be about: an alert or an incident, with its name. */
export interface Attachment {
  readonly kind: 'alert' | 'incident'
  readonly id: string
  readonly name: string | null
}

/** Names what notes are about, as this reader sees it, and leads there. */
export function useAttachments() {
  const { world } = useWorld()
  const words = useWords()
  const { selected, select } = useSelection()

  function nameOf(kind: Attachment['kind'], id: string): string | null {
    if (kind === 'alert') {
      const alert = world.value?.alerts.get(id)
      return alert === undefined ? null : words.titleOf(alert)
    }
    const incident = world.value?.incidents.get(id)
    return incident === undefined ? null : words.title(incident)
  }
  const inSight = computed<Attachment | null>(() => {
    if (selected.value === null) return null
    const { kind, id } = selected.value
    return kind === 'alert' || kind === 'incident' ? { kind, id, name: nameOf(kind, id) } : null
  })
  function of({ incidentIds, alertIds }: { incidentIds: readonly string[]; alertIds: readonly string[] }) {
    const named = (kind: Attachment['kind'], ids: readonly string[]): readonly Attachment[] =>
      ids.map((id) => ({ kind, id, name: nameOf(kind, id) }))
    return [...named('alert', alertIds), ...named('incident', incidentIds)]
  }
  return { inSight, of, select }
}
