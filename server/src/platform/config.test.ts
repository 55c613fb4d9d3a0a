import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { settingNames } from '../../bin/setting-names.mjs'
import { readConfig, settings } from './config.js'

const read = (env: Record<string, string>, terminal = false) => readConfig(env, { terminal })

describe('the environment', () => {
  it('needs nothing: loopback, port 3000, ./data, the embedded database', () => {
    expect(read({})).toEqual({
      ok: true,
      config: {
        port: 3000,
        host: '127.0.0.1',
        folder: resolve('data'),
        databaseUrl: null,
        standbyUrl: null,
        admin: null,
        demo: true,
        origins: [],
        trustProxy: false,
        logLevel: 'info',
        gazetteer: ['SY', 'IQ', 'TR', 'JO', 'LB'],
        mapFile: null,
        feedHosts: [],
        webhookHosts: [],
        smtpUrl: null,
        mailFrom: null,
        secretKeys: [],
        coarseKm: null,
        rateLimits: true,
      },
    })
  })

  it('keeps the way to sign in in sight on a terminal', () => {
    expect(read({}, true)).toMatchObject({ config: { logLevel: 'warn' } })
    expect(read({ CORDON_LOG: 'debug' }, true)).toMatchObject({ config: { logLevel: 'debug' } })
  })

  it('takes all that it offers', () => {
    const env = {
      PORT: '0',
      HOST: '::1',
      DATABASE_URL: 'postgres://cordon:secret@db/cordon',
      CORDON_STANDBY_URL: 'postgres://cordon:secret@second/cordon',
      CORDON_ADMIN: 'dana:pass:word',
      CORDON_DEMO: 'off',
      CORDON_ORIGIN: 'https://watch.example.org, http://localhost:5173',
      CORDON_TRUST_PROXY: '10.0.0.1,10.0.0.2',
      CORDON_GAZETTEER: 'World',
      CORDON_MAP: '/maps/hasakah.pmtiles',
      CORDON_FEED_HOSTS: 'feeds.example.org, 10.1.0.0/16',
      CORDON_WEBHOOK_HOSTS: 'chat.example.org',
      CORDON_SMTP_URL: 'smtps://cordon:secret@mail.example.org:465',
      CORDON_MAIL_FROM: 'Cordon <watch@example.org>',
      CORDON_COARSE_KM: '10',
      CORDON_RATE: 'off',
    }
    expect(read(env)).toMatchObject({
      config: {
        port: 0,
        host: '::1',
        databaseUrl: 'postgres://cordon:secret@db/cordon',
        standbyUrl: 'postgres://cordon:secret@second/cordon',
        admin: { name: 'dana', password: 'pass:word' },
        demo: false,
        origins: ['https://watch.example.org', 'http://localhost:5173'],
        trustProxy: ['10.0.0.1', '10.0.0.2'],
        gazetteer: 'world',
        mapFile: '/maps/hasakah.pmtiles',
        feedHosts: ['feeds.example.org', '10.1.0.0/16'],
        webhookHosts: ['chat.example.org'],
        smtpUrl: 'smtps://cordon:secret@mail.example.org:465',
        mailFrom: 'Cordon <watch@example.org>',
        coarseKm: 10,
        rateLimits: false,
      },
    })
  })

  it('takes an empty variable for one that is not set', () => {
    expect(read({ PORT: '', DATABASE_URL: '' })).toMatchObject({ config: { port: 3000, databaseUrl: null } })
  })

  it.each([
    [{ PORT: '70000' }, 'PORT: Expected a port between 0 and 65535.'],
    [{ PORT: 'http' }, 'PORT: Expected a port between 0 and 65535.'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL: Expected postgres://user:password@host/database.'],
    [{ CORDON_ADMIN: 'dana' }, 'CORDON_ADMIN: Expected name:password.'],
    [
      { CORDON_ADMIN: 'Command  Line:password' },
      'CORDON_ADMIN: Expected a name of somebody; "Command  Line" stands for nobody, or for the house itself.',
    ],
    [{ CORDON_DEMO: 'yes' }, 'CORDON_DEMO: Expected on or off.'],
    [{ CORDON_ORIGIN: 'watch.example.org' }, 'CORDON_ORIGIN: Expected an origin such as https://watch.example.org.'],
    [{ CORDON_ORIGIN: 'https://a.org/path' }, 'CORDON_ORIGIN: Expected an origin such as https://watch.example.org.'],
    [{ CORDON_COARSE_KM: '0' }, 'CORDON_COARSE_KM: Expected whole kilometres between 1 and 200.'],
    [{ CORDON_COARSE_KM: '2.5' }, 'CORDON_COARSE_KM: Expected whole kilometres between 1 and 200.'],
    [{ CORDON_COARSE_KM: 'district' }, 'CORDON_COARSE_KM: Expected whole kilometres between 1 and 200.'],
    [
      { CORDON_SMTP_URL: 'smtp://mail.example.org' },
      'CORDON_MAIL_FROM: Expected an address, since CORDON_SMTP_URL is set.',
    ],
    [
      { CORDON_STANDBY_URL: 'postgres://second/cordon' },
      'DATABASE_URL: Expected the server that the standby in CORDON_STANDBY_URL follows.',
    ],
    [
      { CORDON_SMTP_URL: 'http://mail.example.org' },
      'CORDON_SMTP_URL: Expected smtp://host:port or smtps://user:password@host:port.',
    ],
    [
      { CORDON_MAP: '/maps/hasakah.mbtiles' },
      'CORDON_MAP: Expected a file of map tiles, such as /maps/hasakah.pmtiles.',
    ],
    [{ CORDON_LOG: 'loud' }, 'CORDON_LOG: Expected one of trace, debug, info, warn, error, fatal, silent.'],
  ])('says of %j what it expected', (env, line) => {
    expect(read(env)).toEqual({ ok: false, faults: [line] })
  })

  it('refuses a setting that it does not have, and names those it has', () => {
    const faults = read({ CORDON_ORIGINS: 'https://a.org' })
    expect(faults).toMatchObject({ faults: [expect.stringMatching(/^CORDON_ORIGINS is not a setting.*CORDON_ORIGIN/)] })
  })
})

const known = [...settingNames, 'CORDON_URL', 'CORDON_TOKEN'].join(', ')

describe('a misspelt setting', () => {
  it.each([
    ['CORDON_DEOM', 'CORDON_DEMO'],
    ['CORDON_PORT', 'PORT'],
    ['CORDON_DATABASE_URL', 'DATABASE_URL'],
    ['CORDON_SMTP', 'CORDON_SMTP_URL'],
    ['CORDON_DAT', 'CORDON_DATA'],
    ['CORDON_DATABASE', 'DATABASE_URL'],
    ['CORDON_WEBHOOK_HOST', 'CORDON_WEBHOOK_HOSTS'],
  ])('of the name %s is taken for %s, and all there are are named', (name, meant) => {
    const { faults } = { faults: [], ...read({ [name]: 'x' }) }
    expect(faults).toEqual([`${name} is not a setting. Is ${meant} meant? Known are ${known}.`])
  })

  it('that is like none is taken for none', () => {
    expect(read({ CORDON_FAVOURITE_COLOUR: 'x' })).toMatchObject({
      faults: [`CORDON_FAVOURITE_COLOUR is not a setting. Known are ${known}.`],
    })
  })

  it('stops npm start before it installs or builds anything', () => {
    const start = join(import.meta.dirname, '../../bin/start.mjs')
    const env = { PATH: process.env['PATH'], CORDON_DEOM: 'off', CORDON_DATA: '/nowhere' }
    const { status, stdout, stderr } = spawnSync(process.execPath, [start], { env, encoding: 'utf8', timeout: 30_000 })
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain('CORDON_DEOM is not a setting. Is CORDON_DEMO meant?')
  })

  it('is known by the names that have a form', () => {
    expect(Object.keys(settings)).toEqual(settingNames)
  })
})
