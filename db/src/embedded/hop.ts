/** What the main thread and the database worker say to each other. */

/** What a worker is started for: to serve a cluster, or to make one with the extensions in it and stop. */
export type Order =
  | { readonly kind: 'serve'; readonly cluster: string; readonly durable: boolean }
  | { readonly kind: 'build'; readonly cluster: string }

export type Request = { readonly kind: 'run'; readonly messages: Uint8Array } | { readonly kind: 'close' }

export type Report =
  | { readonly kind: 'ready' }
  | { readonly kind: 'built' }
  | { readonly kind: 'data'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly kind: 'done' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'died'; readonly text: string }

const kindOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined

export const isOrder = (value: unknown): value is Order => kindOf(value) === 'serve' || kindOf(value) === 'build'

export const isRequest = (value: unknown): value is Request => kindOf(value) === 'run' || kindOf(value) === 'close'

const REPORTS: readonly unknown[] = ['ready', 'built', 'data', 'done', 'closed', 'died'] satisfies Report['kind'][]

export const isReport = (value: unknown): value is Report => REPORTS.includes(kindOf(value))
