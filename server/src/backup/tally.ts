import { createHash } from 'node:crypto'

const modulus = 1n << 256n

/** What the rows of a table come to: how many, and the sum of their hashes, in which their order does not matter. */
export interface Tallied {
  readonly rows: number
  /** Of SHA-256 over each row, modulo 2^256, in hexadecimal. */
  readonly sum: string
}

/** Counts rows and adds their hashes up, one at a time. */
export class Tally {
  private rows = 0
  private sum = 0n

  add(row: string): void {
    this.rows += 1
    this.sum = (this.sum + BigInt(`0x${createHash('sha256').update(row).digest('hex')}`)) % modulus
  }

  get told(): Tallied {
    return { rows: this.rows, sum: this.sum.toString(16).padStart(64, '0') }
  }
}
