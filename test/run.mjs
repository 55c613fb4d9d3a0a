#!/usr/bin/env node
/**
 * `npm test`: installs and builds what is missing, runs what fits in a quarter of an hour, one suite after another, and
 * ends in one line that counts. `all` runs everything, NAME … the suites of that name; `faults` alone is the long run;
 * `bench` measures, `pictures` takes them.
 */
import '../server/bin/node-version.mjs'
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ready, root } from '../server/bin/ready.mjs'
import { hasPostgres, suites } from './suites.mjs'

const minutes = 60_000

/**
 * Where whole programs wait for each other, a machine that stalls for a minute fails a test. So few broken files are run
 * once more, on their own; what passes then counts, and is named at the end all the same.
 */
const filesAgain = 2

const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'))
const rest = process.argv.slice(2).filter((word) => word.startsWith('-'))
const pictureProgram = 'test/dist/pictures/main.js'
/** What `npm start` runs; a tree that was brought to that point has it. */
const server = { CORDON_TEST_SERVER: 'server/dist/cordon.js' }
/** Where everything is there to run everything, a skipped test is a mistake. */
const skipsFail = process.env.CORDON_TEST_SKIPS === 'fail'

await prepare()
process.exitCode = (await { bench, pictures }[wanted[0]]?.()) ?? (await test(wanted))

async function prepare() {
  try {
    await ready({ say: (line) => console.log(line) })
  } catch (problem) {
    console.error(problem.message)
    end({ ...nothing(), failed: 1 })
    process.exit(1)
  }
}

async function bench() {
  const built = await run('node_modules/typescript/bin/tsc', ['-b', 'test'])
  return built === 0 ? run('test/dist/bench/main.js', rest, server) : built
}

/** Of every point of the watch floor in five looks, or of those whose names have the words that are asked for. */
async function pictures() {
  const built = await run('node_modules/typescript/bin/tsc', ['-b', 'test'])
  return built === 0 ? run(pictureProgram, wanted.slice(1), server) : built
}

async function test(names) {
  refuseUnknown(names)
  const chosen = chosenBy(names)
  const began = Date.now()
  const results = []
  for (const suite of chosen) results.push(await runSuite(suite, names))
  const lines = results.map((result, index) => line(chosen[index], result))
  console.log(`\n${lines.join('\n')}\n\n${inTime(began)} in all`)
  const total = sum(results)
  if (names.length === 0) leftOut()
  explain(total.skipped)
  nameAgain(results.flatMap((result) => result.again))
  nameFaults(results.flatMap((result, index) => result.faults.map((fault) => ({ ...fault, suite: chosen[index] }))))
  if (skipsFail && total.skipped.length > 0) {
    console.log('\nCORDON_TEST_SKIPS=fail: every skipped test counts as failed.')
    total.failed += total.skipped.length
  }
  if (total.passed + total.failed === 0) total.failed = 1
  end(total)
  return total.failed === 0 ? 0 : 1
}

/** What is asked for by name is run whole. */
function chosenBy(names) {
  if (names.length === 0) return suites.filter(({ soon }) => soon === true || soon.length > 0)
  return suites.filter(({ name }) => names.includes('all') || names.includes(name)).map((it) => ({ ...it, soon: true }))
}

function refuseUnknown(names) {
  const known = ['all', ...new Set(suites.map((suite) => suite.name))]
  for (const name of names.filter((name) => !known.includes(name))) {
    console.error(`There is no suite named ${name}; there are ${known.join(', ')}.`)
  }
}

/** A test that one database skips and the other runs has run. */
function sum(results) {
  const ran = new Set(results.flatMap((result) => result.ran))
  return {
    passed: results.reduce((count, { passed }) => count + passed, 0),
    failed: results.reduce((count, { failed }) => count + failed, 0),
    skipped: results.flatMap(({ skipped }) => skipped).filter(({ title }) => !ran.has(title)),
  }
}

async function runSuite(suite, names) {
  const began = Date.now()
  if (suite.database === 'postgres' && !hasPostgres) return withoutPostgres(suite, began)
  const first = await runFiles(suite, names, suite.soon === true ? [] : suite.soon)
  const again = () => runFiles({ ...suite, title: `${suite.title}, once more` }, names, filesOf(first))
  const result = isWorthAnother(suite, first) ? withAnother(first, await again()) : first
  return { ...result, took: inTime(began) }
}

function isWorthAnother({ mayBeSlow }, { failed, broken }) {
  const known = broken.reduce((count, { failures }) => count + Math.max(failures.length, 1), 0)
  return mayBeSlow && failed > 0 && failed <= known && broken.length <= filesAgain
}

/** The broken files of the first run count as they ended in the second. */
function withAnother(first, second) {
  const passedBefore = first.broken.reduce((count, { passed }) => count + passed, 0)
  const stillFails = new Set(second.broken.flatMap(({ file, failures }) => [file, ...failures]))
  const failedBefore = first.broken.flatMap(({ file, failures }) => (failures.length === 0 ? [file] : failures))
  return {
    ...first,
    passed: first.passed - passedBefore + second.passed,
    failed: second.failed,
    broken: second.broken,
    faults: second.faults,
    // A second run that was cut short has said nothing of what it did not come to.
    again: failedBefore
      .filter((title) => !stillFails.has(title) && second.ran.some((it) => it.startsWith(title)))
      .map((title) => ({ title, why: first.faults.find((fault) => fault.title === title)?.why ?? '' })),
  }
}

function filesOf({ broken }) {
  return broken.map(({ file }) => file)
}

/** Runs a suite, or some files of it, once. */
async function runFiles(suite, names, files) {
  console.log(`\n── ${suite.title} ${'─'.repeat(60 - suite.title.length)}`)
  const folder = mkdtempSync(path.join(tmpdir(), 'cordon-suite-'))
  const summary = path.join(folder, 'summary.json')
  const database = suite.database ?? process.env.CORDON_TEST_DB ?? 'embedded'
  const workers = suite.workers === undefined ? [] : [`--maxWorkers=${suite.workers}`]
  const asked = ['run', '--project', suite.project, ...workers, ...files, ...rest]
  const code = await run('node_modules/vitest/vitest.mjs', asked, {
    ...server,
    CORDON_TEST_SUMMARY: summary,
    CORDON_TEST_DB: database,
    // A suite on the embedded database must not find another one.
    DATABASE_URL_TEST: database === 'embedded' ? undefined : process.env.DATABASE_URL_TEST,
    CORDON_TEST_FAULTS: process.env.CORDON_TEST_FAULTS ?? (names.includes('faults') ? 'long' : 'short'),
  })
  const result = { ...nothing(), ...(existsSync(summary) ? JSON.parse(readFileSync(summary, 'utf8')) : {}) }
  rmSync(folder, { recursive: true })
  // A runner that failed without a failed test (nothing found, an error outside a test) is a failure all the same.
  if (code !== 0 && result.failed === 0) result.failed = 1
  return result
}

function withoutPostgres(suite, began) {
  const why = 'no PostgreSQL with PostGIS: set DATABASE_URL_TEST, or install postgresql-15-postgis-3'
  console.log(`\n── ${suite.title}: SKIPPED, ${why}`)
  return { ...nothing(), skipped: [{ title: `${suite.title}: the whole suite`, why }], took: inTime(began) }
}

function nothing() {
  return { passed: 0, failed: 0, skipped: [], ran: [], broken: [], again: [], faults: [] }
}

/** What has not ended by then hangs: it is more than twice what the slowest suite takes on two cores. */
function limitOf(program, { CORDON_TEST_FAULTS }) {
  if (CORDON_TEST_FAULTS === 'long') return 120 * minutes
  return program === pictureProgram ? 60 * minutes : 30 * minutes
}

/** Runs a program of Node's in the root of the tree; resolves to its exit code. */
function run(program, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path.join(root, program), ...args], {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, ...env },
    })
    const limit = setTimeout(() => child.kill('SIGKILL'), limitOf(program, env))
    const stop = () => child.kill('SIGTERM')
    process.once('SIGTERM', stop)
    child.once('error', reject)
    child.once('exit', (code) => {
      clearTimeout(limit)
      process.off('SIGTERM', stop)
      resolve(code ?? 1)
    })
  })
}

function line({ title }, { passed, failed, skipped, took }) {
  const counts = `${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`
  return `${title.padEnd(24)}${counts.padEnd(40)}${took}`
}

/** What `npm test` alone does not run, and why. */
function leftOut() {
  const others = suites.filter(({ soon }) => soon !== true)
  if (others.length === 0) return
  console.log(
    '\nNot run, so that it takes a quarter of an hour; `npm run test:all` runs everything, in three quarters:',
  )
  for (const it of others)
    console.log(`  - ${it.title}${it.soon.length > 0 ? `, but ${it.soon.length} files` : ''}: ${it.else}`)
}

function explain(skipped) {
  const reasons = new Set(skipped.map(({ why }) => why))
  for (const reason of reasons) {
    console.log(`\nSkipped: ${reason}`)
    for (const { title } of skipped.filter(({ why }) => why === reason)) console.log(`  - ${title}`)
  }
}

function nameAgain(faults) {
  if (faults.length === 0) return
  console.log('\nFailed at first and passed when their files were run once more; each is a fault to be found:')
  for (const { title, why } of faults) console.log(`  - ${title}\n    ${why}`)
}

function nameFaults(faults) {
  if (faults.length === 0) return
  console.log('\nFailed:')
  for (const { suite, title, why } of faults) console.log(`  - ${suite.title}: ${title}\n    ${why}`)
}

function end({ passed, failed, skipped }) {
  console.log(`\n${passed} passed, ${failed} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`)
}

function inTime(began) {
  const seconds = Math.round((Date.now() - began) / 1000)
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`
}
