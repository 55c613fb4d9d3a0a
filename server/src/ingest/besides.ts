import type { Runner } from '@cordon/db'
import type { Job, Outcome } from './entry.js'

/** Writes what jobs want written beside their entries, in the same transaction; one that throws undoes the batch. */
export async function besides(
  jobs: readonly Job[],
  run: Runner,
  outcomes: readonly (readonly Outcome[])[],
): Promise<void> {
  for (const [index, job] of jobs.entries()) await job.beside?.(run, outcomes[index] ?? [])
}
