import { describe, expect, it } from 'vitest'
import { startFault } from './start-fault.js'

const place = { port: 3000, host: '127.0.0.1', folder: '/srv/cordon', databaseUrl: null }
const server = { ...place, databaseUrl: 'postgres://cordon:secret@db.example/watch' }
const fault = (fields: object, message = 'x') => Object.assign(new Error(message), fields)

describe('the one line of a server that cannot start', () => {
  const listen = (code: string) => fault({ code, syscall: 'listen' })
  const folder = (code: string) => fault({ code, syscall: 'mkdir' })
  const unknown = fault({ code: 'ENOTFOUND', syscall: 'getaddrinfo', hostname: '127.0.0.1' })
  const connect = fault({ code: 'ECONNREFUSED', syscall: 'connect' })
  const held = fault({}, 'The data folder /srv/cordon is in use by process 7; stop it.')
  const bare = fault({ name: 'DatabaseUnfit' }, 'This PostgreSQL has no PostGIS.')

  it.each([
    { when: 'the port is taken', error: listen('EADDRINUSE'), line: /^Port 3000 is taken .* set PORT/ },
    { when: 'the port is not ours', error: listen('EACCES'), line: /^Port 3000 .* above 1023/ },
    { when: 'the host is elsewhere', error: listen('EADDRNOTAVAIL'), line: /not an address .* Set HOST/ },
    { when: 'the folder is read only', error: folder('EROFS'), line: /\/srv\/cordon .*EROFS.* CORDON_DATA/ },
    { when: 'the disk is full', error: folder('ENOSPC'), line: /disk .*\/srv\/cordon is full.* Make room/ },
    { when: 'the host is no name', error: unknown, line: /127\.0\.0\.1 is not an address .* Set HOST/ },
    { when: 'the folder is a file', error: folder('EEXIST'), line: /\/srv\/cordon .* CORDON_DATA/ },
    { when: 'another process has the folder', error: held, line: /process 7/ },
    { when: 'there is no PostGIS', error: bare, line: /no PostGIS/ },
    { when: 'nobody answers', error: connect, line: /^PostgreSQL at db\.example:5432 cannot be reached/ },
    { when: 'nobody answers anywhere', error: new AggregateError([connect]), line: /ECONNREFUSED.*DATABASE_URL/ },
    { when: 'it takes too long', error: fault({}, 'timeout expired'), line: /cannot be reached \(ETIMEDOUT\)/ },
    { when: 'the password is wrong', error: fault({ code: '28P01' }), line: /refuses cordon/ },
    { when: 'there is no such database', error: fault({ code: '3D000' }), line: /no database watch/ },
    { when: 'it is no UTF-8', error: fault({ code: '22P05' }), line: /watch .*every letter.*ENCODING 'UTF8'/ },
    { when: 'it may not make PostGIS', error: fault({ code: '42501' }), line: /does not let cordon/ },
    { when: 'a statement is cancelled', error: fault({ code: '57014' }), line: /did not end .*57014.*start again/ },
    { when: 'a lock is not given', error: fault({ code: '55P03' }), line: /lock in time \(55P03\).*start again/ },
    {
      when: 'a migration is cancelled',
      error: fault({ name: 'QueryFailedError', driverError: fault({ code: '57014' }) }),
      line: /did not end .*57014/,
    },
  ])('says what to do when $when', ({ error, line }) => {
    const said = startFault(error, server)
    expect(said).toMatch(line)
    expect(said).not.toMatch(/secret|\n/)
  })

  it('has none for a fault of ours', () => {
    expect(startFault(new TypeError('x is not a function'), place)).toBeNull()
    expect(startFault(fault({ code: '42601' }), server)).toBeNull()
  })
})
