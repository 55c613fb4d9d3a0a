import { joined } from './bytes.js'

/** The most memory that PGlite lets the database grow to, in pages of 64 KiB: 2 GiB. */
const MOST_PAGES = 32_768
/** What it starts with: 128 MiB. */
const FIRST_PAGES = 2_048

const HEADER_BYTES = 8
const IMPORT_SECTION = 2
const FUNCTION = 0
const TABLE = 1
const MEMORY = 2
const GLOBAL = 3
const TAG = 4
const HAS_MAXIMUM = 1
const SHARED_WITH_MAXIMUM = 3

/** Memory that another thread can write to while the database runs. */
export const createSharedMemory = (): WebAssembly.Memory =>
  new WebAssembly.Memory({ initial: FIRST_PAGES, maximum: MOST_PAGES, shared: true })

/** Reads a WebAssembly binary; its numbers are unsigned LEB128, seven bits a byte. */
class Reader {
  readonly #bytes: Uint8Array
  at: number

  constructor(bytes: Uint8Array, at: number) {
    this.#bytes = bytes
    this.at = at
  }

  byte(): number {
    const value = this.#bytes[this.at]
    if (value === undefined) throw new Error(`The WebAssembly binary ends at byte ${this.at}, in the middle.`)
    this.at += 1
    return value
  }

  number(): number {
    let value = 0
    for (let weight = 1; ; weight *= 0x80) {
      const byte = this.byte()
      value += (byte & 0x7f) * weight
      if (byte < 0x80) return value
    }
  }

  skipName(): void {
    const length = this.number()
    this.at += length
  }

  /** Answers the smaller limit. */
  limits(): number {
    const flags = this.byte()
    const least = this.number()
    if ((flags & HAS_MAXIMUM) !== 0) this.number()
    return least
  }
}

const encode = (value: number): readonly number[] =>
  value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...encode(Math.floor(value / 0x80))]

const skipImport = (reader: Reader, kind: number): void => {
  if (kind === TABLE || kind === TAG) reader.byte()
  if (kind === TABLE) reader.limits()
  else if (kind === FUNCTION || kind === TAG) reader.number()
  else if (kind === GLOBAL) reader.at += 2
  else throw new Error(`The WebAssembly binary imports something of the unknown kind ${kind}.`)
}

interface Place {
  readonly from: number
  readonly to: number
}

const findMemory = (reader: Reader): Place & { readonly pages: number } => {
  for (let left = reader.number(); left > 0; left -= 1) {
    reader.skipName()
    reader.skipName()
    const kind = reader.byte()
    const from = reader.at
    if (kind === MEMORY) return { from, pages: reader.limits(), to: reader.at }
    skipImport(reader, kind)
  }
  throw new Error('The WebAssembly binary imports no memory.')
}

interface Section extends Place {
  /** Where the section's length is written. */
  readonly head: number
}

const findImports = (bytes: Uint8Array): Section => {
  const reader = new Reader(bytes, HEADER_BYTES)
  while (reader.at < bytes.length) {
    const id = reader.byte()
    const head = reader.at
    const length = reader.number()
    const from = reader.at
    if (id === IMPORT_SECTION) return { head, from, to: from + length }
    reader.at += length
  }
  throw new Error('The WebAssembly binary imports nothing.')
}

/**
 * The same program for a memory that threads share. It was built for one that they do not, so while it computes nobody
 * could tell it to stop; the instructions are the same for both, only the import says which
 * (https://webassembly.github.io/spec/core/binary/types.html#limits).
 */
export const withSharedMemory = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => {
  const section = findImports(bytes)
  const memory = findMemory(new Reader(bytes, section.from))
  const limits = [SHARED_WITH_MAXIMUM, ...encode(memory.pages), ...encode(MOST_PAGES)]
  const parts = [bytes.subarray(section.from, memory.from), limits, bytes.subarray(memory.to, section.to)]
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  return joined([bytes.subarray(0, section.head), encode(length), ...parts, bytes.subarray(section.to)])
}
