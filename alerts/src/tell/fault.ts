import { sentenceOf, type Finding } from './finding.js'

/** Something that is wrong with a field: in English, and as data for whoever reads another language. */
export interface Fault {
  readonly path: string
  readonly message: string
  readonly finding: Finding
}

/** What is wrong with the field at `path`. */
export function faultAt(path: string, finding: Finding): Fault {
  return { path, message: sentenceOf(finding), finding }
}
