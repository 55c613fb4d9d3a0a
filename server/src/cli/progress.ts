import { formatSpan } from '@cordon/alerts'
import type { Terminal } from './terminal.js'

/** How far a command is. */
export interface Done {
  readonly rows: number
  /** Share of the whole, 0 to 1. */
  readonly share: number
}

const barCells = 20
const lineMs = 5_000
const redrawMs = 100

/** Tells how far a command is: a bar on a terminal, a line every 5 s elsewhere. */
export class Progress {
  private readonly beganMs: number
  private start: Done = { rows: 0, share: 0 }
  private now: Done = { rows: 0, share: 0 }
  private readonly timer: NodeJS.Timeout
  private saidMs = -Infinity

  constructor(
    private readonly terminal: Terminal,
    private readonly clockMs: () => number = () => performance.now(),
  ) {
    this.beganMs = clockMs()
    this.timer = setInterval(() => this.tell(), terminal.redraw === null ? lineMs : redrawMs)
  }

  /** Where it begins when part of the work was done before. */
  startAt(done: Done): void {
    this.start = done
    this.now = done
  }

  update(done: Done): void {
    this.now = done
  }

  /** Says something between two redraws; what several requests meet at once is said once. */
  say(line: string): void {
    const atMs = this.clockMs()
    if (atMs - this.saidMs < lineMs) return
    this.saidMs = atMs
    this.terminal.redraw?.('')
    this.terminal.err(line)
  }

  stop(): void {
    clearInterval(this.timer)
    this.terminal.redraw?.('')
  }

  private tell(): void {
    const line = progressLine(this.start, this.now, this.clockMs() - this.beganMs)
    if (this.terminal.redraw === null) this.terminal.err(line)
    else this.terminal.redraw(`${bar(this.now.share)} ${line}`)
  }
}

/** `42 % · 12,000 rows · 4,100 rows/s · 35 s left` */
export function progressLine(start: Done, now: Done, elapsedMs: number): string {
  const rate = elapsedMs > 0 ? ((now.rows - start.rows) / elapsedMs) * 1000 : 0
  const doneShare = now.share - start.share
  const leftMs = doneShare > 0 ? (elapsedMs / doneShare) * (1 - now.share) : null
  return [
    `${Math.floor(now.share * 100)} %`,
    `${grouped(now.rows)} rows`,
    `${grouped(Math.round(rate))} rows/s`,
    leftMs === null ? 'time left not known yet' : `${formatSpan(leftMs)} left`,
  ].join(' · ')
}

/** Thousands apart: `3,497`. */
export function grouped(count: number): string {
  return count.toLocaleString('en-GB')
}

function bar(share: number): string {
  const full = Math.floor(Math.min(1, share) * barCells)
  return `${'█'.repeat(full)}${'░'.repeat(barCells - full)}`
}
