import { describe, expect, it } from 'vitest'
import { readStatement } from './statement.js'

describe('the notes on a statement', () => {
  it.each([
    'SELECT 1',
    'INSERT INTO report (text) VALUES ($1)',
    'BEGIN ISOLATION LEVEL REPEATABLE READ',
    'SELECT * FROM settings',
  ])('are none for %s', (text) => {
    expect(readStatement(text)).toBeUndefined()
  })

  it.each([
    ['UPDATE zone SET name = $1', false],
    ['begin; set local enable_seqscan = off; select 1', false],
    ['SET TRANSACTION READ ONLY', false],
    ['SET work_mem = 1', true],
    ['BEGIN; SET SESSION work_mem = 1', true],
    ['RESET work_mem', true],
    [`SELECT set_config('work_mem', '1', false)`, true],
  ])('know whether %s may change a setting of the session: %s', (text, changes) => {
    expect(readStatement(text)?.changesSettings).toBe(changes)
  })

  it.each([
    ['LISTEN wake', ['wake']],
    ['listen Wake;', ['wake']],
    ['LISTEN "Wake up"', ['Wake up']],
    ['BEGIN; LISTEN a; LISTEN b; COMMIT', ['a', 'b']],
  ])('name the channels of %s', (text, channels) => {
    expect(readStatement(text)).toMatchObject({ listens: channels, text })
  })

  it.each([
    ['UNLISTEN wake', 'wake'],
    ['unlisten *;', '*'],
    ['UNLISTEN "say ""it"""', 'say "it"'],
  ])('keep the session listening at %s', (text, channel) => {
    expect(readStatement(text)).toMatchObject({ unlistens: channel, text: 'UNLISTEN "cordon nothing"' })
  })

  it.each([
    ['COPY report FROM STDIN', true],
    ['copy report (id) from stdin with (format csv)', true],
    ['DISCARD ALL', true],
    ['DEALLOCATE PREPARE ALL', true],
    ['COPY report TO STDOUT', false],
    ['DEALLOCATE one', false],
  ])('turn %s into an error: %s', (text, refused) => {
    expect(readStatement(text)?.text.includes('RAISE EXCEPTION')).toBe(refused)
  })

  it.each([
    ['CREATE TEMP TABLE t (id int)', true],
    ['SELECT pg_advisory_lock(1)', true],
    ['SELECT pg_try_advisory_lock(1)', true],
    ['SELECT pg_advisory_xact_lock(1)', false],
    ['DECLARE c CURSOR WITH HOLD FOR SELECT 1', true],
  ])('know whether %s leaves something in the session: %s', (text, leaves) => {
    expect(readStatement(text)?.leavesTrace).toBe(leaves)
  })
})
