import { shallowReactive } from 'vue'

/** A short message of what was done; `undo` is offered for ten seconds where it is honest. */
export interface Notice {
  readonly id: number
  readonly text: string
  readonly bad: boolean
  readonly undo: (() => void) | null
}

const notices = shallowReactive<Notice[]>([])
let count = 0

export function notify(text: string, options: { readonly bad?: boolean; readonly undo?: () => void } = {}): void {
  notices.push({ id: ++count, text, bad: options.bad ?? false, undo: options.undo ?? null })
  if (notices.length > 3) notices.shift()
}

export function dismiss(id: number): void {
  const at = notices.findIndex((notice) => notice.id === id)
  if (at >= 0) notices.splice(at, 1)
}

export function useNotices() {
  return { notices, dismiss }
}
