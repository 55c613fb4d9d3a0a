import { Controller, Inject } from '@nestjs/common'
import type { Principal } from '../access/principal.js'
import { Input, Route, Who } from '../platform/route.js'
import { readingRoutes } from '../wire/index.js'
import { ReadingService } from './reading.service.js'

@Controller()
export class ReadingController {
  constructor(@Inject(ReadingService) private readonly readings: ReadingService) {}

  @Route(readingRoutes.read)
  async read(@Input() { body }: Input<typeof readingRoutes.read>, @Who() who: Principal) {
    return this.readings.read(body, who)
  }
}
