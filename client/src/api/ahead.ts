/** What an answer that nobody has taken is good for; milliseconds. Later it is asked for anew. */
const freshMs = 10_000
const headers = { Accept: 'application/json, application/problem+json' }
type Coming = Promise<Response | null>

let coming = new Map<string, { readonly answer: Coming; readonly askedMs: number }>()

/**
 * Asks for what every page needs first, while most of its code is still on its way: who is signed in, and where somebody
 * is, what is known.
 */
export function askAhead(): void {
  const session = ask('/api/session')
  keep('/api/session', session)
  keep(
    '/api/snapshot',
    session.then(async (it) => ((await isSignedIn(it)) ? ask('/api/snapshot') : null)),
  )
}

/** The answer to a question that was asked ahead, once; null where none is to be had and it has to be asked. */
export async function takeAhead(address: string): Promise<Response | null> {
  const it = coming.get(address)
  coming.delete(address)
  return it === undefined || performance.now() > it.askedMs + freshMs ? null : it.answer
}

/** Forgets what was asked ahead: who is signed in is about to change. */
export function forgetAhead(): void {
  coming = new Map()
}

/** All of it is read: an answer that nobody takes would keep its connection. */
async function ask(address: string): Coming {
  try {
    const answer = await fetch(address, { headers })
    const { status, headers: said } = answer
    return new Response(await answer.blob(), { status, headers: said })
  } catch {
    return null
  }
}

/** A session is answered as well where nobody is signed in. */
async function isSignedIn(session: Response | null): Promise<boolean> {
  const told: unknown =
    session?.ok === true
      ? await session
          .clone()
          .json()
          .catch(() => null)
      : null
  return typeof told === 'object' && told !== null && 'account' in told && told.account !== null
}

function keep(address: string, answer: Coming): void {
  coming.set(address, { answer, askedMs: performance.now() })
}
