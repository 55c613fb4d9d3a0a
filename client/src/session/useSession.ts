import type { Account } from '@cordon/alerts'
import type { OwnMapOut, Permission, SessionOut } from '@cordon/server/wire'
import { computed, shallowRef } from 'vue'
import { onSignedOut, type Failure } from '../api/http.js'
import { endSession, openSession, readSession } from '../api/session.js'

type Standing =
  | { readonly is: 'unknown' }
  /** `ended`: it was open in this page and ended from outside. */
  | { readonly is: 'out'; readonly ended: boolean; readonly failure: Failure | null }
  | {
      readonly is: 'in'
      readonly account: Account
      readonly permissions: readonly Permission[]
      readonly coarseKm: number | null
      readonly ownMap: OwnMapOut | null
    }

const standing = shallowRef<Standing>({ is: 'unknown' })

onSignedOut(() => {
  if (standing.value.is === 'in') standing.value = { is: 'out', ended: true, failure: null }
})

function standingOf({ account, permissions, coarseKm, ownMap }: SessionOut, ended: boolean): Standing {
  if (account === null) return { is: 'out', ended, failure: null }
  return { is: 'in', account, permissions, coarseKm: coarseKm ?? null, ownMap: ownMap ?? null }
}

/** Learns from the server who is signed in; a session that the page held may have ended meanwhile. */
async function restore(): Promise<void> {
  const wasIn = standing.value.is === 'in'
  const answer = await readSession()
  if (answer.ok) standing.value = standingOf(answer.value, wasIn)
  else if (!wasIn) standing.value = { is: 'out', ended: false, failure: answer.failure }
}

async function signIn(name: string, password: string): Promise<Failure | null> {
  const opened = await openSession(name, password)
  if (!opened.ok) return opened.failure
  standing.value = standingOf(opened.value, false)
  return null
}

async function signOut(): Promise<Failure | null> {
  const ended = await endSession()
  if (!ended.ok && ended.failure.kind === 'offline') return ended.failure
  standing.value = { is: 'out', ended: false, failure: null }
  return null
}

const account = computed(() => (standing.value.is === 'in' ? standing.value.account : null))

/** To cells of about so many kilometres the server tells places here; null: as they are. */
const coarseKm = computed(() => (standing.value.is === 'in' ? standing.value.coarseKm : null))

/** The operator's own map, to be drawn over ours; null for ours alone. */
const ownMap = computed(() => (standing.value.is === 'in' ? standing.value.ownMap : null))

function may(permission: Permission): boolean {
  return standing.value.is === 'in' && standing.value.permissions.includes(permission)
}

/** Who is signed in; one for the whole page. */
export function useSession() {
  return { standing, account, coarseKm, ownMap, may, restore, signIn, signOut }
}
