/** What is used of the database's WebAssembly module; PGlite's own type of it needs types that are not installed. */
export interface Machine {
  readonly HEAPU8: Uint8Array
  readonly addFunction: (call: (pointer: number, length: number) => number, signature: string) => number
  readonly stringToNewUTF8: (text: string) => number
  readonly UTF8ToString: (pointer: number) => string
  readonly _PostgresMainLoopOnce: () => void
  readonly _PostgresMainLongJmp: () => void
  readonly _PostgresSendReadyForQueryIfNecessary: () => void
  readonly _pgl_pq_flush: () => void
  readonly _pgl_set_rw_cbs: (read: number, write: number) => void
  readonly _pgl_setPGliteExitStatus: (status: number) => number
  readonly _pq_buffer_remaining_data: () => number
  readonly _GetConfigOption: (name: number, missingIsFine: number, restricted: number) => number
  /** Addresses of the flags through which a signal tells the database to stop what it does. */
  readonly _InterruptPending: number
  readonly _QueryCancelPending: number
}

const NEEDED: Readonly<Record<keyof Machine, 'function' | 'number' | 'object'>> = {
  HEAPU8: 'object',
  addFunction: 'function',
  stringToNewUTF8: 'function',
  UTF8ToString: 'function',
  _PostgresMainLoopOnce: 'function',
  _PostgresMainLongJmp: 'function',
  _PostgresSendReadyForQueryIfNecessary: 'function',
  _pgl_pq_flush: 'function',
  _pgl_set_rw_cbs: 'function',
  _pgl_setPGliteExitStatus: 'function',
  _pq_buffer_remaining_data: 'function',
  _GetConfigOption: 'function',
  _InterruptPending: 'number',
  _QueryCancelPending: 'number',
}

const isMachine = (module: unknown): module is Machine =>
  typeof module === 'object' &&
  module !== null &&
  Object.entries(NEEDED).every(([name, type]) => typeof Reflect.get(module, name) === type)

/** The module as a machine; PGlite is pinned to one release, and another may lack what is used here. */
export const machineOf = (module: unknown): Machine => {
  if (isMachine(module)) return module
  throw new Error('This release of PGlite lacks something that the embedded database drives it by.')
}
