import { describe, expect, it } from 'vitest'
import { startFault } from './start-fault.js'

const place = { port: 3000, host: '127.0.0.1', folder: '/srv/cordon', databaseUrl: null }
const server = { ...place, databaseUrl: 'postgres://cordon:secret@db.example/watch' }
const fault = (fields: object, message = 'x') => Object.assign(new Error(message), fields)

describe('the one line of a server that cannot start', () => {
  it.each([
    ['the port is taken', fault({ code: 'EADDRINUSE', syscall: 'listen' }), place, /^Port 3000 is taken .* set PORT/],
    ['the port is not ours', fault({ code: 'EACCES', syscall: 'listen' }), place, /^Port 3000 .* above 1023/],
    ['the host is elsewhere', fault({ code: 'EADDRNOTAVAIL', syscall: 'listen' }), place, /not an address .* Set HOST/],
    [
      'the folder is read only',
      fault({ code: 'EROFS', syscall: 'mkdir' }),
      place,
      /\/srv\/cordon .*EROFS.* CORDON_DATA/,
    ],
    ['the folder is a file', fault({ code: 'EEXIST', syscall: 'mkdir' }), place, /\/srv\/cordon .* CORDON_DATA/],
    [
      'another process has the folder',
      fault({}, 'The data folder /srv/cordon is in use by process 7; stop it.'),
      place,
      /process 7/,
    ],
    ['there is no PostGIS', fault({ name: 'DatabaseUnfit' }, 'This PostgreSQL has no PostGIS.'), server, /no PostGIS/],
    [
      'nobody answers',
      fault({ code: 'ECONNREFUSED', syscall: 'connect' }),
      server,
      /^PostgreSQL at db\.example:5432 cannot/,
    ],
    [
      'nobody answers on any address',
      new AggregateError([fault({ code: 'ECONNREFUSED', syscall: 'connect' })]),
      server,
      /ECONNREFUSED.*DATABASE_URL/,
    ],
    ['it takes too long', fault({}, 'timeout expired'), server, /cannot be reached \(ETIMEDOUT\)/],
    ['the password is wrong', fault({ code: '28P01' }), server, /refuses cordon/],
    ['there is no such database', fault({ code: '3D000' }), server, /no database watch/],
    ['it may not make PostGIS', fault({ code: '42501' }), server, /does not let cordon/],
  ])('says what to do when %s', (_name, error, where, line) => {
    const said = startFault(error, where)
    expect(said).toMatch(line)
    expect(said).not.toMatch(/secret|\n/)
  })

  it('has none for a fault of ours', () => {
    expect(startFault(new TypeError('x is not a function'), place)).toBeNull()
    expect(startFault(fault({ code: '42601' }), server)).toBeNull()
  })
})
