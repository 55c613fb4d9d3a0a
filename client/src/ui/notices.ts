import { shallowReactive } from 'vue'

/** A short message of what was done; `undo` is offered for ten seconds where it is honest, under the name of what it does. */
export interface Notice {
  readonly id: number
  readonly text: string
  readonly bad: boolean
  readonly undo: (() => void) | null
  /** What `undo` is called, where it is more than that. */
  readonly undoAs: string | null
}

const notices = shallowReactive<Notice[]>([])
let count = 0
let reader: string | null = null

interface Options {
  readonly bad?: boolean
  readonly undo?: () => void
  readonly undoAs?: string
}

export function notify(text: string, { bad = false, undo, undoAs }: Options = {}): void {
  notices.push({ id: ++count, text, bad, undo: undo ?? null, undoAs: undoAs ?? null })
  if (notices.length > 3) notices.shift()
}

/** Nobody reads, or undoes, what was told to somebody else who was signed in before. */
export function beginNotices(accountId: string): void {
  if (accountId !== reader) notices.splice(0)
  reader = accountId
}

export function dismiss(id: number): void {
  const at = notices.findIndex((notice) => notice.id === id)
  if (at >= 0) notices.splice(at, 1)
}

export function useNotices() {
  return { notices, dismiss }
}
