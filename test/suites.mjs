import { existsSync } from 'node:fs'

const versions = [15, 16, 17, 18].filter((version) => existsSync(`/usr/lib/postgresql/${version}/bin/initdb`))
const withPostgis = (version) => existsSync(`/usr/share/postgresql/${version}/extension/postgis.control`)

/** The same places as `findPostgres` of the test kit looks at. */
export const hasPostgres = Boolean(process.env.DATABASE_URL_TEST) || versions.some(withPostgis)

/** What whoever runs the tests has asked for, else a server where there is one. */
const preferred = process.env.CORDON_TEST_DB ?? (hasPostgres ? 'postgres' : 'embedded')

/**
 * In the order they run: the quick ones and those that explain the others' failures first. `soon` says what is run where
 * nobody asked for a suite or for all: true for all of it, else some of its files; `else` is why the rest is left to `all`.
 */
export const suites = [
  { name: 'unit', title: 'unit', project: 'unit', soon: true },
  {
    ...{ name: 'store', title: 'database, embedded', project: 'store', database: 'embedded', mayBeSlow: true },
    ...(hasPostgres ? { soon: [], else: 'they are the same tests as on PostgreSQL' } : { soon: true }),
  },
  {
    ...{ name: 'store', title: 'database, PostgreSQL', project: 'store', database: 'postgres', mayBeSlow: true },
    soon: true,
  },
  { name: 'access', title: 'access', project: 'access', soon: true },
  { name: 'conformance', title: 'conformance', project: 'conformance', soon: true },
  {
    // Both databases serve a page; most files take the one that leaves more of the machine to the browser.
    ...{ name: 'e2e', title: 'browser', project: 'e2e', database: preferred, mayBeSlow: true },
    soon: hasPostgres ? ['e2e/first-evening', 'e2e/morning', 'e2e/watch'] : ['e2e/first-evening'],
    else: 'it takes twenty minutes to do all that people do',
  },
  {
    // They wait for leases and for servers that come up again: a third one has room beside two.
    ...{ name: 'faults', title: 'faults', project: 'faults', mayBeSlow: true, workers: 3 },
    ...{ soon: [], else: 'they kill, wait and start again for ten minutes' },
  },
]
