import type { Part } from '../platform/part.js'
import { PlaceFinder } from './place-finder.js'
import { ReadingDesk } from './reading-desk.js'
import { ReadingController } from './reading.controller.js'
import { ReadingService } from './reading.service.js'

/** Pasted words, read into drafts. */
export const reading = {
  controllers: [ReadingController],
  providers: [PlaceFinder, ReadingDesk, ReadingService],
} satisfies Part
