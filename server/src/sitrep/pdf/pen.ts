import { create, type Font } from 'fontkit'
import type PDFDocument from 'pdfkit'
import { faceFiles, type Weight } from '../../picture/faces.js'
import { visualPieces, withoutMarks, type Direction, type Piece } from './visual.js'

export type Document = InstanceType<typeof PDFDocument>

export interface Style {
  readonly size: number
  readonly weight?: Weight
  readonly colour?: string
}

/** Where a line stands: its baseline, and the room in which it begins at the start, the middle or the end. */
export interface Stand {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly align?: 'start' | 'middle' | 'end'
}

interface Face {
  readonly name: string
  readonly weight: Weight
  readonly font: Font
}

let opened: readonly Face[] | null = null

/** With features named, a document lays out a piece as a whole: word by word, Arabic would run the wrong way. */
const joined: { features: 'kern'[] } = { features: ['kern'] }
const runsLeft = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}]/u
/** Widths of pieces are kept, at so many points, since the same words come again and again. */
const measured = 1_000
const mostKept = 20_000
export const ink = '#1b1f24'

/** Sets text in any script and direction: what a PDF itself does not know of. */
export class Pen {
  private readonly faces = (opened ??= facesOf())
  private readonly widths = new Map<string, number>()

  constructor(
    readonly doc: Document,
    readonly direction: Direction,
  ) {
    for (const { name, bytes } of faceFiles()) doc.registerFont(name, bytes)
  }

  width(text: string, style: Style): number {
    const key = `${style.weight ?? 400} ${text}`
    const known = this.widths.get(key)
    if (known !== undefined) return (known * style.size) / measured
    const width = this.pieces(text, style).reduce((sum, piece) => sum + this.widthOf(piece, { size: measured }), 0)
    if (this.widths.size < mostKept) this.widths.set(key, width)
    return (width * style.size) / measured
  }

  /** Draws one line. */
  line(text: string, style: Style, { x, y, width, align = 'start' }: Stand): void {
    const pieces = this.pieces(text, style).map((piece) => ({ ...piece, width: this.widthOf(piece, style) }))
    const length = pieces.reduce((sum, piece) => sum + piece.width, 0)
    const side = align === 'start' ? 0 : align === 'middle' ? 0.5 : 1
    const share = this.direction === 'rtl' ? 1 - side : side
    let left = x + (width - length) * share
    // What is copied out of a PDF is what was written, and not the pieces of joined letters.
    this.doc.markContent('Span', { actual: withoutMarks(text) })
    for (const piece of pieces) {
      this.doc
        .font(piece.face.name)
        .fontSize(style.size)
        .fillColor(style.colour ?? ink)
      const layout = { lineBreak: false, baseline: 'alphabetic', textWidth: piece.width, wordCount: 1 } as const
      this.doc.text(piece.text, left, y, { ...layout, ...(runsLeft.test(piece.text) ? joined : {}) })
      left += piece.width
    }
    this.doc.endMarkedContent()
  }

  /** A text in lines no longer than some width; what is too long for one by itself is cut anywhere. */
  lines(text: string, style: Style, width: number): readonly string[] {
    return text.split('\n').flatMap((paragraph) => this.wrapped(paragraph, style, width))
  }

  private wrapped(paragraph: string, style: Style, width: number): readonly string[] {
    const lines: string[] = []
    const space = this.width(' ', style)
    let [line, length] = ['', 0]
    for (const word of paragraph.split(/[ \t]+/).flatMap((it) => this.cut(it, style, width))) {
      const own = this.width(word, style)
      if (line !== '' && length + space + own > width) {
        lines.push(line)
        ;[line, length] = [word, own]
      } else [line, length] = line === '' ? [word, own] : [`${line} ${word}`, length + space + own]
    }
    return [...lines, line]
  }

  private cut(word: string, style: Style, width: number): readonly string[] {
    if (this.width(word, style) <= width) return [word]
    const parts = ['']
    for (const character of word) {
      const longer = `${parts.at(-1) ?? ''}${character}`
      if (this.width(longer, style) <= width) parts[parts.length - 1] = longer
      else parts.push(character)
    }
    return parts
  }

  private widthOf({ text, face }: Piece<Face>, { size }: Style): number {
    return this.doc
      .font(face.name)
      .fontSize(size)
      .widthOfString(text, runsLeft.test(text) ? joined : {})
  }

  private pieces(text: string, { weight = 400 }: Style): readonly Piece<Face>[] {
    const faces = this.faces.filter((face) => face.weight === weight)
    return visualPieces(text, this.direction, (codePoint, before: Face | null) => faceFor(codePoint, before, faces))
  }
}

/** A space or a mark stays with the letters before it, where they have it. */
function faceFor(codePoint: number, before: Face | null, faces: readonly Face[]): Face {
  const isPlain = !/[\p{L}\p{N}]/u.test(String.fromCodePoint(codePoint))
  if (isPlain && before !== null && before.font.hasGlyphForCodePoint(codePoint)) return before
  const [first] = faces
  if (first === undefined) throw new Error('There are no faces.')
  return faces.find(({ font }) => font.hasGlyphForCodePoint(codePoint)) ?? before ?? first
}

function facesOf(): readonly Face[] {
  return faceFiles().map(({ name, weight, bytes }) => {
    const font = create(bytes)
    if (!('hasGlyphForCodePoint' in font)) throw new Error(`${name} is a collection of fonts.`)
    return { name, weight, font }
  })
}
