import { say } from '@cordon/alerts'

/** Memory of a thread that reads, in MB: what would take more ends its thread, not the server. */
export const readerMb = 512

/** Why a thread that reads has ended, for people; what is a fault of ours goes to the log in its own words. */
export function endOf(error: unknown): string {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return say('fault.memory', { megabytes: String(readerMb) })
  process.emitWarning(error instanceof Error ? error : String(error))
  return say('fault.ours', {})
}
