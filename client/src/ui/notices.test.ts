import { expect, it } from 'vitest'
import { beginNotices, notify, useNotices } from './notices.js'

it('tells nobody what was told to whoever was signed in before', () => {
  const { notices } = useNotices()
  beginNotices('dana')
  notify('Your report is kept as a draft.')
  beginNotices('dana')
  expect(notices).toHaveLength(1)
  beginNotices('rana')
  expect(notices).toHaveLength(0)
})
