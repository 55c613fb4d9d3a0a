import type { TestContext } from 'vitest'

/**
 * Skips the running test when `condition` is false. The reason stands in the closing list of `npm test`, so it says
 * what is missing and how to get it. In `beforeEach` it skips every test of the block.
 */
export function skipUnless(context: TestContext, condition: boolean, reason: string): void {
  if (!condition) context.skip(reason)
}
