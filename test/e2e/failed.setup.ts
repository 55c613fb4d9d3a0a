import { afterEach } from 'vitest'
import { stateOfPages } from '../kit/browser.js'

/** On a machine that nobody can look at, the log of a failed test is all there is. */
afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') console.log(`When "${task.name}" failed:\n${await stateOfPages(task.name)}`)
})
