/** One thing that is said otherwise than before, in the reader's words; null where nothing was, or is, said. */
export interface SaidChange {
  readonly label: string
  readonly from: string | null
  readonly to: string | null
  /** What the two do not show by themselves, such as how far a place moved. */
  readonly note?: string | null
}
