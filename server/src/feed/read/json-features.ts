import { say } from '@cordon/alerts'
/** One feature of a GeoJSON file as its bytes, or what stands in its place and why it cannot be read. */
export type FeatureBytes =
  { readonly line: number; readonly bytes: Buffer } | { readonly line: number; readonly message: string }

const code = (character: string) => character.charCodeAt(0)
const [quote, backslash, newline, comma] = [code('"'), code('\\'), code('\n'), code(',')]
const [openBrace, closeBrace, openBracket, closeBracket] = [code('{'), code('}'), code('['), code(']')]
const recordSeparator = 0x1e

/** Bytes of one feature beyond which it is refused and not kept: memory stays bounded whatever the file holds. */
const largest = 1 << 20
/** How many bytes after `{` are looked at to see whether a feature begins there. */
const lookahead = 64
const featureStart = /^\{\s*"type"\s*:\s*"Feature"/
/** What stands where a feature should and ends by itself: null, a truth, a number. */
const plainValue = /^(?:null|true|false|-?\d[\d.eE+-]*)(?=[\s,\]]|$)/
/** Bytes of what is no feature that are shown. */
const shownBytes = 60

/**
 * Cuts GeoJSON into its features without holding the file: a FeatureCollection, one feature a line (or after a record
 * separator), an array, or a single feature. A feature that is broken costs itself alone: reading goes on where the
 * next one begins (`{"type":"Feature"`).
 */
export async function* featuresOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<FeatureBytes> {
  const cutter = new FeatureCutter()
  for await (const chunk of bytes) yield* cutter.feed(chunk)
  yield* cutter.end()
}

class FeatureCutter {
  private buffer: Buffer = Buffer.alloc(0)
  private at = 0
  private line = 1
  /** Where the value being read begins in the buffer; −1 between values. */
  private start = -1
  private startLine = 1
  /** The value being read is a list or a text where a feature should be: it is refused as a whole. */
  private isOther = false
  private depth = 0
  private inString = false
  private lastString: string | null = null
  private stringStart = 0
  /** Inside a collection's `features`, and after it. */
  private list: 'none' | 'open' | 'closed' = 'none'
  /** After something that makes no sense: until a feature begins. */
  private lost = false

  feed(chunk: Uint8Array): FeatureBytes[] {
    const part = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
    const keep = this.start < 0 ? this.at : this.start
    this.buffer = Buffer.concat([this.buffer.subarray(keep), part])
    this.shift(keep)
    return this.scan(this.buffer.length - lookahead)
  }

  end(): FeatureBytes[] {
    const found = this.scan(this.buffer.length)
    if (this.start >= 0) return [...found, { line: this.startLine, message: say('refused.endsInside', {}) }]
    if (this.list !== 'open') return found
    return [...found, { line: this.line, message: say('refused.endsInList', {}) }]
  }

  private shift(by: number): void {
    this.at -= by
    this.stringStart -= by
    if (this.start >= 0) this.start -= by
  }

  private scan(until: number): FeatureBytes[] {
    const found: FeatureBytes[] = []
    for (; this.at < until; this.at++) {
      const byte = this.buffer[this.at] ?? 0
      const it = this.start < 0 ? this.between(byte) : this.within(byte)
      if (it !== null) found.push(it)
      if (byte === newline) this.line++
    }
    return found
  }

  /** Between two values: the next one begins at `{`. */
  private between(byte: number): FeatureBytes | null {
    // What follows a collection's list (a name, a bounding box) is no feature; another document may be.
    const unsure = this.lost || this.list === 'closed'
    if (byte === openBrace && (!unsure || this.beginsFeature())) {
      this.begin()
      return null
    }
    if (unsure || isFiller(byte)) {
      if (byte === closeBracket && this.list === 'open') this.list = 'closed'
      return null
    }
    return this.other(byte)
  }

  /** A list of features begins, or what stands in the place of one is refused: it costs itself alone. */
  private other(byte: number): FeatureBytes | null {
    if (byte === openBracket && this.list === 'none') {
      this.list = 'open'
      return null
    }
    if (byte === openBracket || byte === quote) {
      this.begin()
      this.isOther = true
      this.inString = byte === quote
      this.depth = byte === quote ? 0 : 1
      return null
    }
    const plain = plainValue.exec(this.buffer.toString('latin1', this.at, this.at + lookahead))?.[0]
    if (plain !== undefined) {
      this.at += plain.length - 1
      return { line: this.line, message: noFeature(plain) }
    }
    return this.lose(this.line, notOne(String.fromCharCode(byte)))
  }

  private within(byte: number): FeatureBytes | null {
    if (this.at - this.start > largest) {
      return this.lose(this.startLine, say('read.largeFeature', { bytes: String(largest) }))
    }
    return this.inString ? this.string(byte) : this.structure(byte)
  }

  private string(byte: number): FeatureBytes | null {
    if (byte === newline) return this.lose(this.startLine, say('read.openText', { line: this.line }))
    if (byte === backslash) this.at++
    if (byte === quote) {
      this.inString = false
      if (this.depth === 0) return this.finish()
      this.lastString = this.depth === 1 ? this.buffer.toString('latin1', this.stringStart, this.at) : null
    }
    return null
  }

  private structure(byte: number): FeatureBytes | null {
    if (byte === quote) {
      this.inString = true
      this.stringStart = this.at + 1
    } else if (byte === openBrace || byte === openBracket) {
      return this.open(byte)
    } else if (byte === closeBrace || byte === closeBracket) {
      if (--this.depth === 0) return this.finish()
    }
    return null
  }

  private open(byte: number): FeatureBytes | null {
    if (this.isOther) {
      this.depth++
      return null
    }
    if (byte === openBracket && this.depth === 1 && this.list === 'none' && this.lastString === 'features') {
      this.list = 'open'
      this.start = -1
      return null
    }
    if (byte === openBrace && this.beginsFeature()) {
      const broken = {
        line: this.startLine,
        message: say('refused.notClosed', { line: this.line }),
      }
      this.begin()
      return broken
    }
    this.depth++
    return null
  }

  private begin(): void {
    this.start = this.at
    this.startLine = this.line
    this.depth = 1
    this.isOther = false
    this.inString = false
    this.lastString = null
    this.lost = false
  }

  private finish(): FeatureBytes {
    const bytes = Buffer.from(this.buffer.subarray(this.start, this.at + 1))
    this.start = -1
    if (this.isOther) return { line: this.startLine, message: noFeature(bytes.toString('utf8', 0, shownBytes)) }
    return { line: this.startLine, bytes }
  }

  private lose(line: number, message: string): FeatureBytes {
    this.lost = true
    this.start = -1
    return { line, message }
  }

  private beginsFeature(): boolean {
    return featureStart.test(this.buffer.toString('latin1', this.at, this.at + lookahead))
  }
}

function noFeature(got: string): string {
  return say('refused.expected', { expected: 'a feature (an object)', got: got.length < shownBytes ? got : `${got}…` })
}

function isFiller(byte: number): boolean {
  return byte <= 0x20 || byte === comma || byte === closeBracket || byte === recordSeparator
}

function notOne(got: string): string {
  return say('refused.expected', { expected: say('expected.aFeature', {}), got: `"${got}"` })
}
