import { ink, type Pen, type Style } from './pen.js'

/** A4 in points. */
export const page = { width: 595.28, height: 841.89, side: 42, top: 48, bottom: 56 } as const
export const inner = page.width - 2 * page.side

export const quiet = '#5b6570'
export const hairline = '#c9ced4'
export const accent = '#9b1c1c'

export const styles = {
  title: { size: 20, weight: 700 },
  section: { size: 12, weight: 700 },
  body: { size: 9.5 },
  strong: { size: 9.5, weight: 700 },
  small: { size: 8, colour: quiet },
} as const satisfies Readonly<Record<string, Style>>

/** A box on the page; `start` is how far from the edge at which reading begins. */
export interface Box {
  readonly start: number
  readonly width: number
}

/** Pages that are written from top to bottom; a part that has no room left goes on to the next one. */
export class Sheet {
  y: number = page.top

  constructor(readonly pen: Pen) {}

  get doc() {
    return this.pen.doc
  }

  /** The left edge of a box, which begins at the right where reading does. */
  left({ start, width }: Box): number {
    return this.pen.direction === 'rtl' ? page.width - page.side - start - width : page.side + start
  }

  /** Whether so much has room; else a new page is begun. Answers whether one was. */
  need(height: number): boolean {
    if (this.y + height <= page.height - page.bottom) return false
    this.doc.addPage()
    this.y = page.top
    return true
  }

  gap(height: number): void {
    this.y += height
  }

  /** A heading, which does not stand alone at the foot of a page: so much of what follows stays with it. */
  section(title: string, follows = 46): void {
    this.gap(14)
    this.need(24 + follows)
    this.pen.line(title, styles.section, { x: page.side, y: this.y + 11, width: inner })
    this.y += 17
    this.rule(ink)
    this.gap(7)
  }

  rule(colour: string = hairline): void {
    this.doc.moveTo(page.side, this.y).lineTo(page.width - page.side, this.y)
    this.doc.lineWidth(0.6).strokeColor(colour).stroke()
  }

  /** A text over as many lines and pages as it takes. */
  prose(text: string, style: Style = styles.body, box: Box = { start: 0, width: inner }): void {
    const height = style.size * 1.4
    for (const line of this.pen.lines(text, style, box.width)) {
      this.need(height)
      this.pen.line(line, style, { x: this.left(box), y: this.y + style.size, width: box.width })
      this.y += height
    }
  }
}
