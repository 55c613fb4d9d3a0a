import { writeFileSync } from 'node:fs'
import type { Reporter, SerializedError, TestCase, TestModule, TestSuite } from 'vitest/node'

/** What `test/run.mjs` needs of one suite. */
export interface Summary {
  readonly passed: number
  /** Failed tests, and files or blocks that could not be run. */
  readonly failed: number
  readonly skipped: readonly { readonly title: string; readonly why: string }[]
  /** Titles of the tests that ran: what one database lacks another one may have. */
  readonly ran: readonly string[]
  /** Files in which something failed, with the titles of their failed tests. */
  readonly broken: readonly { readonly file: string; readonly passed: number; readonly failures: readonly string[] }[]
  /** What failed, the first line of why, and where: the last lines of a long record say what is to be done. */
  readonly faults: readonly { readonly title: string; readonly why: string }[]
}

/** Counts a suite's tests with the reasons of those that were skipped, and writes that as JSON. */
export class SummaryReporter implements Reporter {
  readonly #file: string

  constructor(file: string) {
    this.#file = file
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    writeFileSync(this.#file, JSON.stringify(summarise(modules, unhandled.length)))
  }
}

function summarise(modules: readonly TestModule[], unhandled: number): Summary {
  const tests = modules.flatMap((module) => [...module.children.allTests()])
  const broken = modules.map(brokenParts).reduce((sum, count) => sum + count, 0)
  return {
    passed: tests.filter((test) => test.result().state === 'passed').length,
    failed: tests.filter((test) => test.result().state === 'failed').length + broken + unhandled,
    skipped: tests.flatMap(skippedTest),
    ran: tests.filter((test) => test.result().state !== 'skipped').map(titleOf),
    broken: modules.flatMap(brokenFile),
    faults: modules.flatMap(faultsOf),
  }
}

function faultsOf(module: TestModule): Summary['faults'] {
  const parts = [module, ...module.children.allSuites()].map((part) => ({
    title: partTitle(part),
    errors: part.errors(),
  }))
  const tests = [...module.children.allTests()].map((test) => ({
    title: titleOf(test),
    errors: test.result().errors ?? [],
  }))
  return [...parts, ...tests]
    .filter(({ errors }) => errors.length > 0)
    .map(({ title, errors: [error] }) => ({ title, why: error === undefined ? '' : whyOf(error, module.moduleId) }))
}

/** The first line of an error, with the line of the test's file that it came from. */
function whyOf({ message, stacks }: SerializedError, file: string): string {
  const at = stacks?.find((it) => it.file === file)
  return `${message.split('\n')[0]}${at === undefined ? '' : ` (line ${at.line})`}`
}

function brokenFile(module: TestModule): Summary['broken'] {
  const tests = [...module.children.allTests()]
  const failures = tests.filter((test) => test.result().state === 'failed').map(titleOf)
  if (failures.length === 0 && brokenParts(module) === 0) return []
  const passed = tests.filter((test) => test.result().state === 'passed').length
  return [{ file: module.relativeModuleId, passed, failures }]
}

/** Files that did not load and blocks whose hooks failed: their tests count nowhere else. */
function brokenParts(module: TestModule): number {
  const blocks = [...module.children.allSuites()].filter((block) => block.errors().length > 0)
  return blocks.length + (module.errors().length > 0 ? 1 : 0)
}

function skippedTest(test: TestCase): Summary['skipped'] {
  const result = test.result()
  if (result.state !== 'skipped') return []
  return [{ title: titleOf(test), why: result.note ?? 'what it needs failed before it' }]
}

function partTitle(part: TestModule | TestSuite): string {
  return part.type === 'module' ? part.relativeModuleId : `${part.module.relativeModuleId} > ${part.fullName}`
}

function titleOf(test: TestCase): string {
  return `${test.module.relativeModuleId} > ${test.fullName}`
}
