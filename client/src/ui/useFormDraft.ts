import { draftFor, withDraft, type Draft } from './drafts.js'
import { recall, remember } from './memory.js'

/** Says which tab this is, over reloads of it. */
const tab = ownTab()

function ownTab(): string {
  const fresh = Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join('')
  try {
    const known = window.sessionStorage.getItem('cordon:tab')
    if (known === null) window.sessionStorage.setItem('cordon:tab', fresh)
    return known ?? fresh
  } catch {
    return fresh
  }
}

/**
 * Keeps a form over a crash, a reload and an ended session. `name` says which form of whom. What comes back is laid over an
 * empty one by the caller, since another version may have kept it. Each tab keeps its own.
 */
export function useFormDraft<T extends object>(name: string) {
  const key = `draft:${name}`
  const stored = (): readonly Draft[] => draftsIn(recall(key))
  const found = draftFor(stored(), tab)
  const begun: Partial<T> | null = found === null ? null : parsed(found.json)
  let from = found?.tab ?? tab

  /** Writes what stands in the form now; null: nothing that is worth keeping. */
  function keep(form: T | null): void {
    const json = form === null ? null : JSON.stringify(form)
    // One that another tab left behind is this tab's from now on.
    const others = from === tab ? stored() : stored().filter((it) => it.tab !== from)
    from = tab
    remember(key, JSON.stringify(withDraft(others, tab, { atMs: Date.now(), json })))
  }
  return { found: begun, keep }
}

function draftsIn(json: string | null): readonly Draft[] {
  const drafts: readonly Draft[] | null = json === null ? null : parsed(json)
  return drafts ?? []
}

/** What was kept by this page, or by another version of it; null where it cannot be read. */
function parsed(json: string) {
  try {
    return JSON.parse(json)
  } catch {
    return null
  }
}
