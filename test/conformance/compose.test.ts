import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { skipUnless } from '../kit/skip.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const oldCompose = '/usr/bin/docker-compose'

const compose = (what: string, env: Readonly<Record<string, string>> = {}) =>
  spawnSync(oldCompose, [what], {
    cwd: root,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], POSTGRES_PASSWORD: 'a$b:c/d@e', ...env },
  })

describe('docker-compose.yml', () => {
  it('pleases the linter of compose files', () => {
    const program = fileURLToPath(new URL('../../node_modules/dclint/bin/dclint.cjs', import.meta.url))
    const lint = () =>
      execFileSync(process.execPath, [program, '--max-warnings', '0', 'docker-compose.yml'], { cwd: root })
    expect(lint).not.toThrow()
  })

  it('is read by the compose that Debian has', (context) => {
    skipUnless(context, existsSync(oldCompose), 'no /usr/bin/docker-compose: install docker-compose')
    const { status, stdout, stderr } = compose('config')
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(stdout).toContain('127.0.0.1:3000:3000')
    expect(stdout).not.toContain('a$b:c/d@e@')
  })

  it('refuses to start without a password for the database, and says which', (context) => {
    skipUnless(context, existsSync(oldCompose), 'no /usr/bin/docker-compose: install docker-compose')
    const { status, stderr } = spawnSync(oldCompose, ['config'], {
      cwd: root,
      encoding: 'utf8',
      env: { PATH: '/usr/bin' },
    })
    expect(status).not.toBe(0)
    expect(stderr).toContain('set POSTGRES_PASSWORD')
  })

  it('gives nobody but this machine a port', () => {
    const ports = [...readFileSync(`${root}/docker-compose.yml`, 'utf8').matchAll(/^ {6}- '(.+):\d+'$/gm)]
    expect(ports.map(([, port]) => port)).toEqual(['127.0.0.1:${CORDON_PORT:-3000}'])
  })
})

describe('the settings in .env', () => {
  it('all reach the server', (context) => {
    skipUnless(context, existsSync(oldCompose), 'no /usr/bin/docker-compose: install docker-compose')
    const own = ['CORDON_DATA', 'DATABASE_URL', 'HOST', 'PORT']
    const names = readFileSync(`${root}/server/bin/setting-names.mjs`, 'utf8').matchAll(/^ {2}'([A-Z_]+)',$/gm)
    const asked = [...names].map(([, name = '']) => name).filter((name) => !own.includes(name))
    expect(asked).toContain('CORDON_SMTP_URL')
    const env = Object.fromEntries(asked.map((name) => [name, `said-${name}`]))
    const { stdout } = compose('config', env)
    expect(asked.filter((name) => !stdout.includes(`${name}: said-${name}`))).toEqual([])
  })
})

describe('the image', () => {
  it('copies the manifest of every workspace before it installs', () => {
    const dockerfile = readFileSync(`${root}/Dockerfile`, 'utf8')
    const workspaces = readdirSync(root).filter((name) => existsSync(`${root}/${name}/package.json`))
    expect(workspaces).toContain('server')
    for (const part of workspaces) expect(dockerfile).toContain(`COPY ${part}/package.json ${part}/\n`)
  })
})
