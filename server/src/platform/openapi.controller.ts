import { Controller } from '@nestjs/common'
import { openApiDocument } from '../wire/openapi.js'
import { platformRoutes } from '../wire/platform.js'
import { registeredContracts, Route } from './route.js'
import { version } from './version.js'

/** The contract of every route, for other people's clients. */
@Controller()
export class OpenApiController {
  private document: object | null = null

  @Route(platformRoutes.openapi)
  openapi(): object {
    this.document ??= openApiDocument(registeredContracts(), version)
    return this.document
  }
}
