import { Controller, Inject } from '@nestjs/common'
import { Input, Route, Who } from '../platform/route.js'
import { personRoutes } from '../wire/access.js'
import { PersonService } from './person.service.js'
import type { Principal } from './principal.js'

/** People who have left. */
@Controller()
export class PersonController {
  constructor(@Inject(PersonService) private readonly people: PersonService) {}

  @Route(personRoutes.look)
  look(@Input() { params }: Input<typeof personRoutes.look>, @Who() who: Principal) {
    return this.people.look(params.id, who)
  }

  @Route(personRoutes.forget)
  forget(@Input() { params, body }: Input<typeof personRoutes.forget>, @Who() who: Principal) {
    return this.people.forget(params.id, body, who)
  }
}
