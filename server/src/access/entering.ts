import type { Part } from '../platform/part.js'
import { AccessChanges } from './access-changes.js'
import { AccessHints } from './access-hints.js'
import { AccountController } from './account.controller.js'
import { AccountService } from './account.service.js'
import { Authenticator } from './authenticator.js'
import { Erasure } from './erasure.js'
import { ForgottenAgain } from './forgotten-again.js'
import { ForgottenFile } from './forgotten-file.js'
import { ForgottenLate } from './forgotten-late.js'
import { Gate } from './gate.js'
import { PersonController } from './person.controller.js'
import { PersonService } from './person.service.js'
import { Limits } from './limits.js'
import { SessionController } from './session.controller.js'
import { Sessions } from './sessions.js'
import { SignIn } from './sign-in.js'
import { TokenController } from './token.controller.js'
import { Tokens } from './tokens.js'

/** Who may enter, and as whom. */
export const entering = {
  controllers: [SessionController, AccountController, PersonController, TokenController],
  providers: [
    AccessChanges,
    AccessHints,
    AccountService,
    ForgottenLate,
    ForgottenFile,
    ForgottenAgain,
    Erasure,
    PersonService,
    Sessions,
    SignIn,
    Tokens,
    Authenticator,
    Limits,
    Gate,
  ],
} satisfies Part
