import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { unpackedFont } from './sfnt.js'

/** Weights in which reports are set. */
export const weights = [400, 700] as const
export type Weight = (typeof weights)[number]

/** Subsets of Noto Sans (SIL Open Font License), in the order in which a letter is looked for. */
const subsets = [
  ['@fontsource/noto-sans', 'noto-sans-latin'],
  ['@fontsource/noto-sans', 'noto-sans-latin-ext'],
  ['@fontsource/noto-sans-arabic', 'noto-sans-arabic-arabic'],
  ['@fontsource/noto-sans', 'noto-sans-cyrillic'],
  ['@fontsource/noto-sans', 'noto-sans-greek'],
] as const

/** A file of letters, with the name under which a document knows it. */
export interface FaceFile {
  readonly name: string
  readonly weight: Weight
  readonly bytes: Buffer
}

let read: readonly FaceFile[] | null = null

/** The files of every face, read once. */
export function faceFiles(): readonly FaceFile[] {
  read ??= weights.flatMap((weight) =>
    subsets.map(([of, subset]) => {
      const file = `${subset}-${weight}-normal.woff`
      return { name: `${subset}-${weight}`, weight, bytes: unpackedFont(readFileSync(find(`${of}/files/${file}`))) }
    }),
  )
  return read
}

const find = createRequire(import.meta.url).resolve
