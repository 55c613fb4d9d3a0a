import { ref } from 'vue'
import { contactHere } from '../contact/here.js'
import { useSession } from '../session/useSession.js'
import { lineOf, useFailureWords } from '../ui/failure.js'
import { notify } from '../ui/notices.js'
import { open } from './dialogs.js'

/** The way out. Whoever this browser would go on telling is asked first what becomes of that. */
export function useLeave() {
  const { signOut } = useSession()
  const wordsOf = useFailureWords()
  const busy = ref(false)

  async function goOut() {
    const failure = await signOut()
    if (failure) notify(lineOf(wordsOf(failure)), { bad: true })
  }
  async function leave() {
    if (busy.value) return
    busy.value = true
    if ((await contactHere()) === null) await goOut()
    else open('leave')
    busy.value = false
  }
  return { leave, goOut }
}
