import { useI18n } from 'vue-i18n'
import type { Failure } from '../api/http.js'
import { restoreZone } from '../api/zones.js'
import { notify } from '../ui/notices.js'
import { learn } from '../world/useWorld.js'
import { zoneOf } from '../world/world.js'

/** An archived zone in the version that somebody saw, with how many of its rules are on. */
interface Archived {
  readonly id: string
  readonly etag: string | null
  readonly on: number
}

/** Has an archived zone watched again and says by how many of its rules; gives why not, where that is refused. */
export function useBringBack() {
  const { t } = useI18n()
  return async ({ id, etag, on }: Archived): Promise<Failure | null> => {
    const answer = await restoreZone(id, etag)
    if (!answer.ok) return answer.failure
    learn({ what: 'zone', thing: zoneOf(answer.value) })
    notify(t('zone.restored', { n: on }, on))
    return null
  }
}
