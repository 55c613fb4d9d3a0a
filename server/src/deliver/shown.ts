import type { ContactInput } from '../wire/index.js'

/** As much of an address as its owner needs to know it again, and nobody can use: paths of webhooks are secrets. */
export function shownOf(said: ContactInput): string {
  if (said.channel === 'feed') return 'Atom'
  if (said.channel === 'email') {
    const at = said.address.lastIndexOf('@')
    return `${said.address.slice(0, 1)}…${said.address.slice(at)}`
  }
  const { host } = new URL(said.address)
  if (said.channel === 'push') return `${host} …${said.address.slice(-6)}`
  if (said.number !== undefined) return `${host} …${said.number.slice(-3)}`
  return `${host}/…`
}
