/**
 * Named moments at which a fault test ends the process as a power cut would. `CORDON_TEST_FAULT_AT=ingest.sent:3` ends it the
 * third time that moment is reached; without it a fault point costs one comparison.
 */
export const faultPoints = [
  'ingest.begun',
  'ingest.measured',
  'ingest.sent',
  'ingest.committed',
  'publish.read',
  'publish.emitted',
  'acknowledge.begun',
  'acknowledge.sent',
  'acknowledge.committed',
  'escalate.begun',
  'escalate.committed',
  'deliver.claimed',
  'deliver.sent',
  'deliver.settled',
  'report.drawn',
  'report.kept',
  'report.owed',
  'report.signed',
  'forget.begun',
  'forget.committed',
  'export.written',
  'export.noted',
  'export.whole',
  'import.received',
  'import.withdrawn',
  'archive.begun',
  'archive.written',
  'archive.verified',
  'archive.deleted',
  'archive.named',
] as const
export type FaultPoint = (typeof faultPoints)[number]

const [wanted, count] = (process.env['CORDON_TEST_FAULT_AT'] ?? '').split(':')
let left = Number(count ?? 1)

/** Marks a moment; ends the process if a fault test asked for it. */
export function faultPoint(name: FaultPoint): void {
  if (wanted !== name) return
  left -= 1
  if (left <= 0) process.kill(process.pid, 'SIGKILL')
}
