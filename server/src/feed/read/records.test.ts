import { xmlFeatures } from './drawings.js'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { CsvRecords, type CsvRecord } from './records.js'
import { linesOf } from './lines.js'

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(text)
}

async function read(text: string, width: number | null, delimiter = ','): Promise<CsvRecord[]> {
  const records = new CsvRecords(linesOf(once(text)))
  const found = []
  for (let it = await records.next({ delimiter, width }); it; it = await records.next({ delimiter, width }))
    found.push(it)
  return found
}

const shown = (it: CsvRecord) => ('fields' in it ? it.fields : `line ${it.line}: ${it.message}`)

it.each([
  ['delimiters, quotes and line ends inside quotes', 'a,"b,""c""\nd",e\n', [['a', 'b,"c"\nd', 'e']]],
  ['empty fields and an empty last one', ',"",\n', [['', '', '']]],
  ['a quotation mark inside an unquoted field', 'a,5" mortar,b\n', [['a', '5" mortar', 'b']]],
  ['more delimiters than columns, as spreadsheets write them', 'a,b,c,,\n', [['a', 'b', 'c', '', '']]],
  ['empty lines, which are no records', '\n\na,b,c\n\n', [['a', 'b', 'c']]],
])('reads %s', async (_, text, expected) => {
  expect((await read(text, 3)).map(shown)).toEqual(expected)
})

const unclosed = 'The quotation mark that opens here is not closed before a delimiter'

it.each([
  ['a quotation mark that never closes', '1,"a,x\n2,b,y\n3,c,z\n', ['line 1', '2', '3']],
  ['one that the next quoted field closes', '1,"a,x\n2,"b",y\n3,"c",z\n', ['line 1', '2', '3']],
  ['one that closes after swallowing rows whole', '1,"a,x\n2,",b",y\n3,c,z\n', ['line 1', '2', '3']],
  ['text behind a closing quotation mark', '1,a,x\n2,"b"b,y\n3,c,z\n', ['1', 'line 2', '3']],
  ['too few columns', '1,a,x\n2,b\n3,c,z\n', ['1', 'line 2', '3']],
  ['too many columns', '1,a,x\n2,b,y,w\n3,c,z\n', ['1', 'line 2', '3']],
  ['a quotation mark that opens on the last line', '1,a,x\n2,"b,y\n', ['1', 'line 2']],
])('loses one row alone to %s', async (_, text, expected) => {
  const found = await read(text, 3)
  expect(found.map((it) => ('fields' in it ? it.fields[0] : `line ${it.line}`))).toEqual(expected)
})

it('says in which column the quotation mark opens', async () => {
  expect(await read('1,"a,x\n2,b,y\n', 3)).toContainEqual({ line: 1, column: 1, message: unclosed })
})

it('says how many columns it found', async () => {
  expect((await read('2,b\n', 3)).map(shown)).toEqual(['line 1: Expected 3 columns, got 2'])
})

it('gives up on a quotation mark after a thousand lines and still reads them all', async () => {
  const rows = Array.from({ length: 5_000 }, (_, at) => `${at},b,y`)
  const found = await read(`x,"a,x\n${rows.join('\n')}\n`, 3)
  expect(found.filter((it) => 'fields' in it)).toHaveLength(5_000)
})

it('looks ahead a thousand lines at most', async () => {
  let pulled = 0
  const lines = (async function* () {
    for (let line = 1; line <= 5_000; line++) {
      pulled = line
      yield await Promise.resolve({ line, text: line === 1 ? 'x,"a' : 'b,c', fault: null })
    }
  })()
  expect(await new CsvRecords(lines).next({ delimiter: ',', width: 2 })).toHaveProperty('message')
  expect(pulled).toBe(1_000)
})

it('reads a file of stray quotation marks a few times over, not a thousand', async () => {
  let looked = 0
  const stray = (line: number) => ({
    ...{ line, fault: null },
    get text() {
      looked++
      return 'a","'
    },
  })
  const lines = (async function* () {
    for (let line = 1; line <= 10_000; line++) yield await Promise.resolve(stray(line))
  })()
  const records = new CsvRecords(lines)
  let found = 0
  while ((await records.next({ delimiter: ',', width: 2 })) !== null) found++
  expect(found).toBe(10_000)
  expect(looked).toBeLessThan(2_000_000)
})

it('reads back whatever was quoted by the rules', async () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ';', '\n', ' ', 'ذ'), maxLength: 8 })
  const row = fc.tuple(cell, cell, cell).filter(([a, b, c]) => (a + b + c).trim() !== '')
  await fc.assert(
    fc.asyncProperty(fc.array(row, { maxLength: 8 }), async (rows) => {
      const text = rows.map((it) => it.map((field) => `"${field.replaceAll('"', '""')}"`).join(',')).join('\r\n')
      expect((await read(text, 3)).map(shown)).toEqual(rows)
    }),
  )
})

it('gives a placemark’s span of time in the fields that a stamp has, so that one mapping reads both', () => {
  const mark = (time: string) =>
    `<Placemark><name>x</name>${time}<Point><coordinates>40,35</coordinates></Point></Placemark>`
  const spans = mark('<TimeSpan><begin>2021-11-06</begin><end>2021-11-07</end></TimeSpan>')
  const read = xmlFeatures(
    `<kml><Document>${mark('<TimeStamp><when>2021-11-05</when></TimeStamp>')}${spans}</Document></kml>`,
  )
  expect(read.ok && read.features.map(({ properties }) => properties)).toMatchObject([
    { name: 'x', timestamp: '2021-11-05' },
    { name: 'x', timestamp: '2021-11-06', end: '2021-11-07' },
  ])
})
