import { absence } from './absence.js'
import { count } from './count.js'
import { fresh } from './fresh.js'
import { hours, quiet } from './hours-stages.js'
import { place } from './place.js'
import { cooldown, told } from './repeat.js'
import { rings } from './rings.js'
import { silence } from './silence.js'
import type { Stage } from './stage.js'
import { enabled, history, status } from './standing.js'
import { validity } from './validity.js'
import { grade, kind, severity, type } from './what.js'
import { actors, origins, words } from './who.js'
import { trend } from './trend.js'
import { window } from './window.js'

/** The whole pipeline, in order: each stage may stop an alert and says why. */
export const stages: readonly Stage[] = [
  history,
  status,
  enabled,
  kind,
  type,
  severity,
  grade,
  origins,
  actors,
  words,
  place,
  rings,
  fresh,
  window,
  absence,
  count,
  trend,
  validity,
  hours,
  quiet,
  told,
  cooldown,
  silence,
]
