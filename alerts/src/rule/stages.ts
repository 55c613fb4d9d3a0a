import { fresh } from './fresh.js'
import { place } from './place.js'
import { cooldown, told } from './repeat.js'
import type { Stage } from './stage.js'
import { enabled, history, status } from './standing.js'
import { grade, kind, severity, type } from './what.js'

/** The whole pipeline, in order: each stage may stop an alert and says why. */
export const stages: readonly Stage[] = [
  history,
  status,
  enabled,
  kind,
  type,
  severity,
  grade,
  place,
  fresh,
  told,
  cooldown,
]
