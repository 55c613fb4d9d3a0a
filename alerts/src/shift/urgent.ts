import type { Alert } from '../model.js'

/** Whether an alert cannot wait: its incident is extreme, or it is severe and surely within reach. */
export function isUrgent({ severity, certainty }: Pick<Alert, 'severity' | 'certainty'>): boolean {
  return severity === 'extreme' || (severity === 'severe' && certainty === 'definite')
}
