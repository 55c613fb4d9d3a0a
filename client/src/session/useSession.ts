import type { Permission } from '@cordon/server/wire'
import { computed, shallowRef } from 'vue'
import { onSignedOut, type Failure } from '../api/http.js'
import { endSession, openSession, readSession, type Session } from '../api/session.js'

type Standing =
  | { readonly is: 'unknown' }
  /** `ended`: it was open in this page and ended from outside. */
  | { readonly is: 'out'; readonly ended: boolean; readonly failure: Failure | null }
  | { readonly is: 'in'; readonly session: Session }

const standing = shallowRef<Standing>({ is: 'unknown' })

onSignedOut(() => {
  if (standing.value.is === 'in') standing.value = { is: 'out', ended: true, failure: null }
})

async function restore(): Promise<void> {
  const answer = await readSession()
  if (answer.ok) standing.value = { is: 'in', session: answer.value }
  else standing.value = { is: 'out', ended: false, failure: failureOnRestore(answer.failure) }
}

/** That nobody is signed in is no failure when the page opens. */
function failureOnRestore(failure: Failure): Failure | null {
  return failure.kind === 'problem' && failure.status === 401 ? null : failure
}

async function signIn(name: string, password: string): Promise<Failure | null> {
  const opened = await openSession(name, password)
  if (!opened.ok) return opened.failure
  await restore()
  return standing.value.is === 'out' ? standing.value.failure : null
}

async function signOut(): Promise<Failure | null> {
  const ended = await endSession()
  if (!ended.ok && ended.failure.kind === 'offline') return ended.failure
  standing.value = { is: 'out', ended: false, failure: null }
  return null
}

const account = computed(() => (standing.value.is === 'in' ? standing.value.session.account : null))

function may(permission: Permission): boolean {
  return standing.value.is === 'in' && standing.value.session.permissions.includes(permission)
}

/** Who is signed in; one for the whole page. */
export function useSession() {
  return { standing, account, may, restore, signIn, signOut }
}
