import { Logger } from '@nestjs/common'
import { isOutage } from '../platform/database.js'

/** Work that is done on every tick, one run at a time: a tick that comes while one is under way asks for one more. */
export class Ticker {
  private readonly log: Logger
  private running: Promise<void> | null = null
  private again = false
  private stopped = false

  constructor(
    name: string,
    private readonly work: () => Promise<unknown>,
  ) {
    this.log = new Logger(name)
  }

  /** Resolves when nothing is under way any more. */
  tick(): Promise<void> {
    this.again = true
    this.running ??= this.run()
    return this.running
  }

  /** Ends after what is under way. */
  async stop(): Promise<void> {
    this.stopped = true
    await this.running
  }

  /** While the database is away the next tick tries again. */
  private async run(): Promise<void> {
    try {
      while (this.again && !this.stopped) {
        this.again = false
        await this.work()
      }
    } catch (error) {
      if (!isOutage(error)) this.log.error(error)
    } finally {
      this.running = null
    }
  }
}
