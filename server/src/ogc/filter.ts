import type { IncidentFilter, IncidentItems } from '../wire/index.js'

/** What a client of the standard asks for, as our own lists are asked. */
export function filterOf({ bbox, datetime, timePrecision, minGrade, ...same }: IncidentItems): IncidentFilter {
  return {
    ...same,
    ...(bbox === undefined ? {} : { bbox }),
    ...(datetime?.from == null ? {} : { from: datetime.from }),
    ...(datetime?.to == null ? {} : { to: datetime.to }),
    ...(timePrecision === undefined ? {} : { precision: timePrecision }),
    ...(minGrade === undefined ? {} : { grade: minGrade }),
  }
}
