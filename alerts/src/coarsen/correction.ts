import type { Correction, Known } from '../deliver/correct.js'
import { incidentTypes } from '../model.js'
import { coarseDisc, type CoarseGrid } from './grid.js'

/**
 * A correction for those who may know in which cell an incident lies and no more: that it is out of reach of the zone by
 * now would tell more, so that they are told that it has moved.
 */
export function coarsenCorrection(correction: Correction, grid: CoarseGrid): Correction {
  const known = coarsenKnown(correction.known, grid)
  if (correction.kind === 'update') return { kind: 'update', changes: correction.changes, known }
  if (correction.because === 'place') return { kind: 'update', changes: ['moved'], known: { ...known, clearing: null } }
  return { kind: 'cancel', because: correction.because, known }
}

function coarsenKnown(known: Known, grid: CoarseGrid): Known {
  const { incidentId, revision, severity, grade, confirmed, type, clearing, ...more } = known
  const { kind, occurredFrom, timePrecision, ...where } = more
  const { point, uncertaintyMetres } = coarseDisc({ ...where, locationPrecision: 'exact' }, grid)
  const { label: title } = incidentTypes[type]
  return {
    incidentId,
    revision,
    severity,
    grade,
    confirmed,
    type,
    clearing,
    ...(kind !== undefined && { kind }),
    ...(occurredFrom !== undefined && { occurredFrom }),
    ...(timePrecision !== undefined && { timePrecision }),
    title,
    place: null,
    point,
    uncertaintyMetres,
  }
}
