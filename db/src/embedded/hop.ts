/** What the main thread and the database worker say to each other. */

/** Where another thread writes to make the database stop the statement it runs: a memory and two addresses in it. */
export interface StopFlags {
  readonly memory: SharedArrayBuffer
  readonly interrupt: number
  readonly cancel: number
}

/** What a worker is started for: to serve a cluster, or to make one with the extensions in it and stop. */
export type Order =
  | {
      readonly kind: 'serve'
      readonly cluster: string
      readonly durable: boolean
      readonly bundleFile: string
      readonly program: WebAssembly.Module
    }
  | { readonly kind: 'build'; readonly cluster: string }

export type Request = { readonly kind: 'run'; readonly messages: Uint8Array } | { readonly kind: 'close' }

export type Report =
  | { readonly kind: 'ready'; readonly flags: StopFlags }
  | { readonly kind: 'built' }
  | { readonly kind: 'data'; readonly bytes: Uint8Array<ArrayBuffer> }
  /** With the `statement_timeout` that is in force now, 0 for none. */
  | { readonly kind: 'done'; readonly statementTimeoutMs: number }
  | { readonly kind: 'closed' }
  | { readonly kind: 'died'; readonly text: string }

const kindOf = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined

export const isOrder = (value: unknown): value is Order => kindOf(value) === 'serve' || kindOf(value) === 'build'

export const isRequest = (value: unknown): value is Request => kindOf(value) === 'run' || kindOf(value) === 'close'

const REPORTS: readonly unknown[] = ['ready', 'built', 'data', 'done', 'closed', 'died'] satisfies Report['kind'][]

export const isReport = (value: unknown): value is Report => REPORTS.includes(kindOf(value))

/** Stops the statement that runs, at the next place where the database looks for signals. */
export const raiseCancel = (flags: StopFlags): void => {
  storeFlag(flags, flags.cancel, 1)
  storeFlag(flags, flags.interrupt, 1)
}

/** Takes back a cancel that came too late for the statement it was meant for. */
export const dropCancel = (flags: StopFlags): void => storeFlag(flags, flags.cancel, 0)

const storeFlag = (flags: StopFlags, address: number, value: number): void =>
  void Atomics.store(new Int32Array(flags.memory, address, 1), 0, value)
