import { startPostgres } from '@cordon/test/postgres'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { aQuake, aSource, feedStage, quakes, type Answer, type FeedStage } from './feed.fixture.js'

let stage: FeedStage
let source: Awaited<ReturnType<typeof aSource>>
let count = 0

beforeAll(async () => {
  const limits = { totalMs: 4_000, idleMs: 1_000, bytes: 200_000 }
  ;[stage, source] = await Promise.all([feedStage(startPostgres, '2026-11-09T06:00:00.000Z', limits), aSource()])
})
afterAll(async () => {
  await Promise.all([stage.close(), source.close()])
})

const rss = (body: string, encoding = 'utf-8') =>
  `<?xml version="1.0" encoding="${encoding}"?><rss xmlns:georss="http://www.georss.org/georss"><channel>${body}</channel></rss>`
const item =
  '<item><guid>a</guid><title>Ambush</title><pubDate>Mon, 09 Nov 2026 05:00:00 GMT</pubDate><georss:point>36.5 40.75</georss:point></item>'
const bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + rss('&b;')

function endless(_: unknown, response: Parameters<Answer>[1]): void {
  const write = () => {
    if (!response.destroyed && response.write(' '.repeat(65_536))) setImmediate(write)
  }
  response.on('drain', write)
  write()
}

function dribbling(_: unknown, response: Parameters<Answer>[1]): void {
  const timer = setInterval(() => response.write(' '), 100)
  response.on('close', () => clearInterval(timer))
}

describe('a feed that answers badly is kept out, counted, and says why', () => {
  it.each([
    ['usgs', 'truncated JSON', quakes(aQuake('x')).slice(0, 80), 'This is not valid JSON'],
    ['georss', 'truncated XML', rss(item).slice(0, 150), 'This is not well-formed XML'],
    ['georss', 'an entity bomb', bomb, 'It has a DOCTYPE'],
    ['georss', 'a web page', '<!DOCTYPE html><html><body>Sign in</body></html>', 'This is a web page (HTML)'],
    ['usgs', 'a web page in place of JSON', '<html><body>Sign in</body></html>', 'This is a web page (HTML)'],
    ['usgs', 'nothing', '', 'The answer is empty'],
    ['georss', 'zero bytes', Buffer.alloc(100), 'Expected XML'],
    ['csv', 'zero bytes in the header', 'a,b\u0000,c\n1,2,3\n', 'Got 3 columns'],
    [
      'georss',
      'bytes that are no UTF-8',
      Buffer.from([...Buffer.from(rss('<title>')), 0xc7, 0xe1]),
      'The answer is not UTF-8',
    ],
    ['usgs', 'an endless body', endless, 'The answer is larger than 0.2 MB'],
    [
      'usgs',
      'word of two gigabytes to come',
      ((_, response) => void response.writeHead(200, { 'content-length': 2_147_483_648 }).write('{')) satisfies Answer,
      'The answer is larger than 0.2 MB',
    ],
    ['usgs', 'silence', (() => undefined) satisfies Answer, 'Nothing came for 1 s'],
    [
      'usgs',
      'a small answer that is large inside',
      ((_, response) =>
        response
          .writeHead(200, { 'content-encoding': 'gzip' })
          .end(gzipSync(Buffer.alloc(5_000_000, 32)))) satisfies Answer,
      'The answer is larger than 0.2 MB',
    ],
    ['usgs', 'a byte now and then', dribbling, 'The answer was not complete after 4 s'],
    [
      'usgs',
      'a redirect to the network inside',
      ((_, response) => response.writeHead(302, { location: 'http://169.254.169.254/latest' }).end()) satisfies Answer,
      '169.254.169.254 is inside the network',
    ],
    [
      'usgs',
      'a redirect in a circle',
      ((request, response) => response.writeHead(302, { location: request.url ?? '/' }).end()) satisfies Answer,
      'It redirects more than 5 times',
    ],
  ] as const)('%s: %s', async (...[format, , answer, why]) => {
    const path = `/${++count}`
    source.at(path, answer)
    const { id } = await stage.feed({
      name: `Broken ${count}`,
      source: `Broken ${count}`,
      format,
      url: source.origin + path,
    })
    await stage.poll(0)
    const feed = await stage.look(id)
    expect(feed.error).toContain(why)
    expect(feed).toMatchObject({ failures: 1, lastSuccessAt: null, lastNewsAt: null })
    await stage.feeds.change({ enabled: false }, { id, who: stage.who, ifMatch: null })
  })
})

describe('a feed that tells of times that no calendar of ours has', () => {
  it('loses nothing else to them', async () => {
    const gone = { ...aQuake('gone', { status: 'deleted', updated: Date.UTC(-20_000, 0) }), geometry: null }
    const features = [gone, aQuake('quake of that day')]
    const told = { type: 'FeatureCollection', metadata: { generated: Date.UTC(-20_000, 0) }, features }
    source.at('/odd', JSON.stringify(told))
    source.at('/odd-rss', (_, response) =>
      response.writeHead(200, { 'last-modified': 'Mon, 01 Jan 20000 00:00:00 GMT', age: '1e300' }).end(rss(item)),
    )
    const feeds = [
      await stage.feed({ name: 'Odd', source: 'Odd', format: 'usgs', url: `${source.origin}/odd` }),
      await stage.feed({ name: 'Odd RSS', source: 'Odd RSS', format: 'georss', url: `${source.origin}/odd-rss` }),
    ]
    await stage.poll(0)
    for (const { id } of feeds) expect(await stage.look(id)).toMatchObject({ error: null, failures: 0 })
    const taken = (await stage.incidents()).filter((it) => it.source?.startsWith('Odd') === true)
    expect(taken.map((it) => it.source).toSorted()).toEqual(['Odd', 'Odd RSS'])
  })
})

describe('a feed in an encoding of its own', () => {
  it.each([
    [
      'windows-1256',
      Buffer.concat([
        Buffer.from(
          rss(
            '<item><guid>w</guid><pubDate>Mon, 09 Nov 2026 05:00:00 GMT</pubDate><georss:point>36.5 40.75</georss:point><title>',
            'windows-1256',
          ).split('</channel>')[0] ?? '',
        ),
        Buffer.from([0xdf, 0xe3, 0xed, 0xe4]),
        Buffer.from('</title></item></channel></rss>'),
      ]),
      'كمين',
    ],
    ['UTF-16', Buffer.from(`\ufeff${rss(item.replace('Ambush', 'كمين'), 'utf-16')}`, 'utf16le'), 'كمين'],
  ] as const)('is read where it says so: %s', async (name, bytes, title) => {
    const path = `/encoded-${name}`
    source.at(path, bytes)
    await stage.feed({ name, source: name, format: 'georss', url: source.origin + path })
    await stage.poll(0)
    expect((await stage.incidents()).filter((it) => it.source === name).map((it) => it.title)).toEqual([title])
  })
})
