import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common'
import { finding, instantMs } from '@cordon/alerts'
import { addSources, type Database } from '@cordon/db'
import { Clock } from '../platform/clock.js'
import { DATABASE } from '../platform/database.js'
import { newId } from '../platform/id.js'
import { deny, ok, type Result } from '../platform/result.js'
import type { StoryState } from '../wire/index.js'
import { describeStep, type Telling } from './step.js'
import { Teller } from './teller.js'
import { readStory, storySeconds, type Step } from './theatre.js'

type LiveStep = Step & { readonly atSeconds: number }

/** Replays the first story live, as an exercise. One replay at a time; stopping the server ends it. */
@Injectable()
export class StoryService implements OnModuleDestroy {
  private state: StoryState = { running: false, steps: 0, told: [] }
  private timer: NodeJS.Timeout | null = null
  private stopped = false
  private readonly log = new Logger(StoryService.name)

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Teller) private readonly teller: Teller,
  ) {}

  /** Begins a replay that takes `seconds`. */
  async begin(seconds: number): Promise<Result<{ readonly steps: number; readonly seconds: number }>> {
    if (this.state.running) return deny('wrong-state', finding('denied.storyRuns', {}))
    this.state = { running: true, steps: 0, told: [] }
    try {
      const story = await readStory()
      const steps = story.steps.filter(isLive)
      await this.database.query(addSources(story.sources, this.clock.now()))
      this.state = { running: true, steps: steps.length, told: [] }
      void this.run(steps, seconds / storySeconds)
      return ok({ steps: steps.length, seconds })
    } catch (error) {
      this.state = { ...this.state, running: false }
      throw error
    }
  }

  now(): StoryState {
    return this.state
  }

  onModuleDestroy(): void {
    this.stopped = true
    if (this.timer !== null) clearTimeout(this.timer)
  }

  private async run(steps: readonly LiveStep[], pace: number): Promise<void> {
    const beganMs = this.clock.ms()
    // The last report came just now, the plot the day before: nothing lies in the future.
    const shiftMs = beganMs - instantMs(steps.at(-1)?.at ?? this.clock.now())
    let telling: Telling = { name: `story:${newId(beganMs)}`, exercise: true, shiftMs, ids: new Map() }
    try {
      for (const step of steps) {
        await this.wait(beganMs + step.atSeconds * pace * 1000 - this.clock.ms())
        if (this.stopped) return
        telling = await this.teller.tell(step, telling, { toldAt: this.clock.now(), history: false })
        this.note(step)
      }
    } catch (error) {
      this.log.error(error)
    } finally {
      this.state = { ...this.state, running: false }
    }
  }

  private wait(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.timer = setTimeout(resolve, Math.max(0, ms))
    })
  }

  private note(step: LiveStep): void {
    const told = { atSeconds: step.atSeconds, text: describeStep(step) }
    this.state = { ...this.state, told: [...this.state.told, told] }
  }
}

function isLive(step: Step): step is LiveStep {
  return step.atSeconds !== null
}
