/** How many chunks of one import are on their way to the database at once: one is written, and one is ready behind it. */
const atOnce = 2

/**
 * Which chunk of each import comes next, if those that this process is storing come in. It saves the next one the wait for
 * that; whether they did, the database says, which takes a chunk only in its turn.
 */
export class UnderWay {
  private readonly imports = new Map<string, { nextRow: number | null; chunks: number }>()

  /** Whether a chunk that begins at a row may be sent behind those that are under way. */
  isNext(importId: string, row: number): boolean {
    const known = this.imports.get(importId)
    return known !== undefined && known.nextRow === row && known.chunks < atOnce
  }

  /** Notes a chunk up to a row while it is being stored. */
  async during<T>(importId: string, nextRow: number, store: Promise<T>): Promise<T> {
    const known = this.imports.get(importId) ?? { nextRow: null, chunks: 0 }
    this.imports.set(importId, known)
    known.nextRow = nextRow
    known.chunks += 1
    try {
      return await store
    } catch (error) {
      // What was to follow it does not, unless it is sent again.
      known.nextRow = null
      throw error
    } finally {
      known.chunks -= 1
      if (known.chunks === 0) this.imports.delete(importId)
    }
  }
}
