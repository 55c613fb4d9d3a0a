/** A database that cannot be used, with what to do about it in one line. */
export class DatabaseUnfit extends Error {
  override readonly name = 'DatabaseUnfit'
}
