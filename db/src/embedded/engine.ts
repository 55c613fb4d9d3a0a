import { PGlite } from '@electric-sql/pglite'
import { ClusterFS } from './cluster-fs.js'
import type { StopFlags } from './hop.js'
import { machineOf, type Machine } from './machine.js'
import { createSharedMemory } from './wasm-memory.js'

export interface Engine {
  /** Runs whole protocol messages and hands out the answer as it comes; throws when the database itself has died. */
  readonly run: (messages: Uint8Array, onData: (bytes: Uint8Array) => void) => void
  readonly flags: StopFlags
  /** The present `statement_timeout`, 0 for none; nothing inside the database can measure it. */
  readonly statementTimeoutMs: () => number
  readonly close: () => Promise<void>
}

export interface EngineOptions {
  readonly cluster: string
  readonly durable: boolean
  /** PGlite's program, and the extensions as a tar; both made for a memory that threads share. */
  readonly program: WebAssembly.Module
  readonly bundle: Uint8Array
  readonly onLog: (line: string) => void
}

/** The log is cut back to less than a server keeps, and times are told in UTC whatever the machine's zone. */
const SETTINGS = ['-c', 'max_wal_size=256MB', '-c', 'TimeZone=UTC']

/** `-F` turns fsync off, and of the ways to sync the log only `fsync` reaches the file layer. */
const startParameters = (durable: boolean): string[] => {
  const given = PGlite.defaultStartParams
  if (!durable) return [...given, ...SETTINGS]
  return [...given.filter((parameter) => parameter !== '-F'), ...SETTINGS, '-c', 'wal_sync_method=fsync']
}

/** What PGlite answers when the database has raised an error and jumped out of its main loop. */
const RAISED_ERROR = 100

const step = (machine: Machine): void => {
  try {
    machine._PostgresMainLoopOnce()
  } catch (error) {
    if (machine._pgl_setPGliteExitStatus(-2) !== RAISED_ERROR) throw error
    machine._PostgresMainLongJmp()
  }
}

/**
 * Drives the database's main loop over a batch of messages. PGlite's own loop swallows every exception and goes round
 * for ever once the database has died; this one lets what is not a raised SQL error through.
 */
const createRun = (machine: Machine): Engine['run'] => {
  let input: Uint8Array = new Uint8Array(0)
  let read = 0
  let output: (bytes: Uint8Array) => void = () => {}
  const onRead = machine.addFunction((pointer, most) => {
    const part = input.subarray(read, read + most)
    machine.HEAPU8.set(part, pointer)
    read += part.length
    return part.length
  }, 'iii')
  const onWrite = machine.addFunction((pointer, length) => {
    output(machine.HEAPU8.slice(pointer, pointer + length))
    return length
  }, 'iii')
  machine._pgl_set_rw_cbs(onRead, onWrite)
  return (messages, onData) => {
    input = messages
    read = 0
    output = onData
    while (read < input.length || machine._pq_buffer_remaining_data() > 0) step(machine)
    machine._PostgresSendReadyForQueryIfNecessary()
    machine._pgl_pq_flush()
  }
}

const sharedBuffer = (memory: WebAssembly.Memory): SharedArrayBuffer => {
  if (memory.buffer instanceof SharedArrayBuffer) return memory.buffer
  throw new Error('The database was given a memory that threads do not share.')
}

/** Opens the database cluster in a folder. */
export const openEngine = async ({ cluster, durable, program, bundle, onLog }: EngineOptions): Promise<Engine> => {
  const memory = createSharedMemory()
  const database = await PGlite.create({
    fs: new ClusterFS({ cluster, durable, memory, bundle, onLog }),
    pgliteWasmModule: program,
    startParams: startParameters(durable),
  })
  const machine = machineOf(database.Module)
  const flags = {
    memory: sharedBuffer(memory),
    interrupt: machine._InterruptPending,
    cancel: machine._QueryCancelPending,
  }
  const timeout = machine.stringToNewUTF8('statement_timeout')
  return {
    run: createRun(machine),
    flags,
    statementTimeoutMs: () => Number(machine.UTF8ToString(machine._GetConfigOption(timeout, 1, 0))),
    close: () => database.close(),
  }
}
