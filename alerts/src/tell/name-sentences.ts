import { formerPrefix } from '../keep/person.js'

/** Whom the command line of the house's own machine acts as. */
export const commandLineName = 'command line'

/** What stands where a name does and is nobody's: in English, as it is kept. */
export const nameSentences = {
  'name.commandLine': commandLineName,
  // A token that was made there without a name of its own.
  'name.commandLineOn': `${commandLineName}, {day}`,
  'name.former': `${formerPrefix}{number}`,
} as const
