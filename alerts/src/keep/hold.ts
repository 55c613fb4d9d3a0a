import type { Actor } from '../alert/action.js'

/** Why something is neither archived nor deleted, whatever its age: since somebody said so, until somebody releases it. */
export interface Hold {
  readonly id: string
  readonly revision: number
  readonly reason: string
  /** Whatever this search of history finds or ever found, as an address has it; `{}` is everything, null nothing. */
  readonly search: Readonly<Record<string, string>> | null
  /** These incidents, by their ids. */
  readonly incidents: readonly string[]
  readonly by: Actor
  readonly since: string
  /** Null while it holds. */
  readonly released: { readonly reason: string; readonly by: Actor; readonly at: string } | null
}
