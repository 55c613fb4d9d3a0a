import type { ContactInput } from '../wire/index.js'

/** As much of an address as its owner needs to know it again, and nobody can use: paths of webhooks are secrets. */
export function shownOf(said: ContactInput): string {
  if (said.channel === 'feed') return 'Atom'
  if (said.channel === 'email') return shownMail(said.address)
  const { host } = new URL(said.address)
  if (said.channel === 'push') return `${host} …${said.address.slice(-6)}`
  if (said.number !== undefined) return `${host} …${said.number.slice(-3)}`
  return `${host}/…`
}

/** What somebody else has said, with each e-mail address in it as it is shown. */
export function withoutMails(text: string): string {
  return text.replaceAll(/(?:"[^"\n]*"|[^\s<>()[\],;:"]+)@[^\s<>()[\],;:"@]+/gu, shownMail)
}

function shownMail(address: string): string {
  const [first = ''] = address
  return `${first}…${address.slice(address.lastIndexOf('@'))}`
}
