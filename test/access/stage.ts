import { randomUUID } from 'node:crypto'
import { field, invite, must, password, people, send, signIn, type Person, type Who } from './people.js'
import type { OwnServer } from './own-server.js'

/**
 * Whose things a request touches: a public zone of somebody else, one's own private one, somebody else's private one, one
 * of a team that both are in, one of a team that only the other is in.
 */
export const belongings = ['shared', 'own', 'secret', 'ours', 'theirs'] as const
export type Belonging = (typeof belongings)[number]

/** What nobody but the other one may know of. */
export function isSecret(belonging: Belonging): boolean {
  return belonging === 'secret' || belonging === 'theirs'
}

/** What stands in the names of what is private to the other one. */
export const marker = 'Nobody else may read this'

const place = { type: 'Point', coordinates: [40.43, 35.15] }
/** Who may ask for a file of their own. */
const mayExport = new Set<Who>(['officer', 'supervisor', 'administrator', 'token:read', 'token:write', 'token:admin'])

interface How {
  readonly body?: unknown
  /** The server's own token where it is left out. */
  readonly as?: string | null
}

/** Everybody, and things of every kind to knock at. */
export class Stage {
  /** Ids of everything that is private to the other one. */
  readonly secrets = new Set<string>()
  private readonly alerts = new Map<string, string[]>()
  private incident = ''
  private readonly teams: Record<'ours' | 'theirs', string> = { ours: '', theirs: '' }

  private constructor(
    readonly server: OwnServer,
    private readonly keys: Readonly<Record<Who, string | null>>,
    private readonly other: string,
    private readonly bodyOf: (title: string) => object,
  ) {}

  /** `bodyOf` makes the incidents that everything is about. */
  static async set(server: OwnServer, bodyOf = incidentBody): Promise<Stage> {
    const keys = await invite(server)
    const stage = new Stage(server, keys, await signIn(server.url, 'other'), bodyOf)
    await stage.makeTeams()
    await stage.fillAlerts()
    await stage.demoteViewer()
    return stage
  }

  /** How somebody is let in. */
  key(who: Who): string | null {
    return who === 'viewer' ? this.viewerKey : this.keys[who]
  }

  /** Somebody of the same kind with a session of their own, for requests that end it. */
  async fresh(who: Who): Promise<string | null> {
    if (!isPerson(who)) return this.keys[who]
    const name = `${who} ${randomUUID()}`
    await this.must('POST', '/api/accounts', { body: { name, password, role: who } })
    return signIn(this.server.url, name)
  }

  anIncident(): string {
    return this.incident
  }

  /** A zone of its own for this one request. */
  async zone(who: Who, belonging: Belonging): Promise<string> {
    const zones = this.spare.get(`${belonging} ${belonging === 'own' ? who : ''}`) ?? []
    const zone = zones.pop()
    if (zone === undefined) return this.newZone(this.ownerKey(who, belonging), belonging)
    return zone
  }

  /** A rule of its own for this one request, in a zone of its own. */
  async rule(who: Who, belonging: Belonging): Promise<string> {
    const rules = this.spareRules.get(`${belonging} ${belonging === 'own' ? who : ''}`) ?? []
    const rule = rules.pop()
    if (rule !== undefined) return rule
    return this.newRule(await this.zone(who, belonging), this.ownerKey(who, belonging), belonging)
  }

  /** A silence of its own for this one request, in a zone of its own. */
  async silence(who: Who, belonging: Belonging, body: object): Promise<string> {
    const made = belonging === 'own' && who === 'viewer' ? this.spareSilences.pop() : undefined
    return made ?? this.newSilence(await this.zone(who, belonging), body, this.ownerKey(who, belonging))
  }

  /** A calendar of its own for this one request. */
  async calendar(who: Who, belonging: Belonging, body: object): Promise<string> {
    const made = belonging === 'own' && who === 'viewer' ? this.spareCalendars.pop() : undefined
    return made ?? this.newCalendar(body, this.ownerKey(who, belonging), belonging)
  }

  /** An alert of its own for this one request. */
  alert(who: Who, belonging: Belonging): string {
    const alert = this.alerts.get(`${belonging} ${belonging === 'own' ? who : ''}`)?.pop()
    if (alert === undefined) throw new Error(`No alert left for ${who}, ${belonging}.`)
    return alert
  }

  /** A shelved alert of its own, where somebody may shelve it. */
  async shelved(who: Who, belonging: Belonging): Promise<string> {
    const id = this.alert(who, belonging)
    const until = new Date(Date.now() + 3_600_000).toISOString()
    const as = who === 'viewer' && belonging === 'own' ? null : this.ownerKey(who, belonging)
    if (as !== null) await this.must('POST', `/api/alerts/${id}/shelve`, { body: { until }, as })
    return id
  }

  /** The watch of somebody who may be on watch, else somebody else's. */
  async shift(who: Who): Promise<string> {
    const as = this.watcherKey(who)
    await send(this.server.url, { method: 'POST', path: '/api/shifts', body: {} }, as)
    const shifts = itemsOf(await this.must('GET', '/api/shifts?on=true&limit=1000'), 'items')
    const id = await this.ownId(as)
    return field(
      shifts.find((it) => field(within(it, 'officer'), 'id') === id),
      'id',
    )
  }

  /** A draft of the same person's; one that was signed before is taken back. */
  async handover(who: Who): Promise<string> {
    await this.shift(who)
    const as = this.watcherKey(who)
    const id = await this.ownId(as)
    const all = itemsOf(await this.must('GET', '/api/handovers?limit=1000'), 'items')
    const own = all.filter((it) => field(within(it, 'from'), 'id') === id)
    const draft = own.find((it) => field(it, 'state') === 'draft')
    if (draft !== undefined) return field(draft, 'id')
    const signed = own.find((it) => field(it, 'state') === 'signed')
    if (signed !== undefined)
      await this.must('POST', `/api/handovers/${field(signed, 'id')}/withdraw`, { body: {}, as })
    return field(await this.must('POST', '/api/handovers', { body: {}, as }), 'id')
  }

  private watcherKey(who: Who): string | null {
    return isPerson(who) && who !== 'viewer' ? this.keys[who] : this.other
  }

  private async ownId(as: string | null): Promise<string> {
    return field(within(await this.must('GET', '/api/session', { as }), 'account'), 'id')
  }

  /** A report of a month, as a draft or signed. */
  async sitrep(state: 'draft' | 'signed' = 'draft') {
    const as = this.keys.supervisor
    const drafted = await this.must('POST', '/api/sitreps', { body: { month: '2021-11' }, as })
    const [id, hash] = [field(drafted, 'id'), field(drafted, 'hash')]
    if (state === 'signed') await this.must('POST', `/api/sitreps/${id}/sign`, { body: { hash }, as })
    return { id, hash }
  }

  /** An entry of the watch log about an alert of its own, by whoever may see that. */
  async logEntry(who: Who, belonging: Belonging): Promise<string> {
    const isReader = who === 'viewer' && belonging === 'own'
    const as = isReader ? this.server.token : this.ownerKey(who, belonging)
    const alerts = isReader ? [] : [this.alert(who, belonging)]
    const text = isSecret(belonging) ? marker : 'Matrix'
    return field(await this.must('POST', '/api/log', { body: { text, alerts }, as }), 'id')
  }

  /** The source of a report that came in. */
  async source(): Promise<string> {
    const body = { source: 'Matrix', title: 'Matrix' }
    await this.must('POST', `/api/incidents/${this.incident}/reports`, { body })
    return field(itemsOf(await this.must('GET', '/api/sources'), 'items')[0], 'id')
  }

  /** An incident of its own for this one request. */
  async ownIncident(): Promise<string> {
    return field(await this.must('POST', '/api/incidents', { body: incidentBody('Of its own') }), 'id')
  }

  /** An incident that is merged into another one. */
  async merged(): Promise<string> {
    const [id, into] = [await this.ownIncident(), await this.ownIncident()]
    await this.must('POST', `/api/incidents/${id}/merge`, { body: { into, reason: 'Matrix' } })
    return id
  }

  /** That two incidents bear on each other. */
  async link(): Promise<string> {
    const [id, to] = [await this.ownIncident(), await this.ownIncident()]
    return field(
      await this.must('POST', `/api/incidents/${id}/links`, { body: { to, kind: 'related', reason: 'Matrix' } }),
      'id',
    )
  }

  /** A report that came in. */
  async report(): Promise<string> {
    const path = `/api/incidents/${this.incident}/reports`
    await this.must('POST', path, { body: { source: `Source ${randomUUID()}`, title: 'Matrix' } })
    return field(itemsOf(await this.must('GET', path), 'items').at(-1), 'id')
  }

  /** Sends as the one whose things are private. */
  asOther(sent: Parameters<typeof send>[1]) {
    return send(this.server.url, sent, this.other)
  }

  async account(): Promise<string> {
    const body = { name: randomUUID(), password: randomUUID(), role: 'viewer' }
    return field(await this.must('POST', '/api/accounts', { body }), 'id')
  }

  async token(): Promise<string> {
    return field(await this.must('POST', '/api/tokens', { body: { name: randomUUID(), scopes: ['read'] } }), 'id')
  }

  async import(): Promise<string> {
    const sha256 = `${randomUUID()}${randomUUID()}`.replaceAll('-', '')
    return field(await this.must('POST', '/api/imports', { body: { name: 'x.csv', sha256 } }), 'id')
  }

  async feed(way: 'poll' | 'push'): Promise<string> {
    return field(await this.must('POST', '/api/feeds', { body: feedBody(way) }), 'id')
  }

  /** Something that a feed brought and that could not be taken. */
  async reject(): Promise<Readonly<Record<string, string>>> {
    const id = await this.feed('push')
    const features = [{ type: 'Feature', id: randomUUID(), geometry: null, properties: { title: 'Matrix' } }]
    await this.must('POST', `/api/feeds/${id}/push`, { body: { type: 'FeatureCollection', features } })
    const reject = field(itemsOf(await this.must('GET', `/api/feeds/${id}/rejected`), 'items')[0], 'id')
    return { id, reject }
  }

  async placeList(): Promise<string> {
    return field(await this.must('POST', '/api/place-lists', { body: { name: randomUUID(), source: 'Matrix' } }), 'id')
  }

  /** An escalation or a rotation of its own for this one request. */
  async duty(path: string, body: object): Promise<string> {
    return field(await this.must('POST', path, { body }), 'id')
  }

  async accountOf(name: string): Promise<string> {
    const people = itemsOf(await this.must('GET', '/api/people'), 'items')
    return field(
      people.find((it) => field(it, 'name') === name),
      'id',
    )
  }

  async mapping(body: object): Promise<string> {
    return field(await this.must('POST', '/api/mappings', { body }), 'name')
  }

  /** A search of the same person's. */
  async search(who: Who): Promise<string> {
    const as = isPerson(who) ? this.key(who) : this.other
    const body = { name: randomUUID(), address: '', shared: false }
    return field(await this.must('PUT', '/api/searches', { body, as }), 'id')
  }

  /** A file that the same one asked for, where they may; they have few at once. */
  async exportJob(who: Who): Promise<string> {
    const as = mayExport.has(who) ? this.key(who) : this.other
    const own = idsOf(await this.must('GET', '/api/exports', { as }), 'items')
    for (const id of own.slice(10)) await this.must('DELETE', `/api/exports/${id}`, { as })
    return field(await this.must('POST', '/api/exports', { body: { format: 'csv' }, as }), 'id')
  }

  /** A view of the same person's. */
  async view(who: Who): Promise<string> {
    const as = isPerson(who) ? this.key(who) : this.other
    return field(await this.must('PUT', '/api/views', { body: { name: randomUUID(), address: '' }, as }), 'id')
  }

  /** A contact method of the same person's; nothing of a program's own. */
  async contact(who: Who, body: object): Promise<string> {
    if (!isPerson(who)) return randomUUID()
    const as = this.key(who)
    const own = idsOf(await this.must('GET', '/api/contacts', { as }), 'items')
    for (const id of own.slice(10)) await this.must('DELETE', `/api/contacts/${id}`, { as })
    const made = await this.must('POST', '/api/contacts', { body, as })
    return field(within(made, 'contact'), 'id')
  }

  /** A zone of which the same person is told outside the page. */
  async subscribed(who: Who): Promise<string> {
    const zone = await this.zone(who, 'shared')
    if (isPerson(who)) await this.must('PUT', `/api/subscriptions/${zone}`, { body: {}, as: this.key(who) })
    return zone
  }

  private viewerKey: string | null = null
  private readonly spare = new Map<string, string[]>()
  private readonly spareRules = new Map<string, string[]>()
  private readonly spareSilences: string[] = []
  private readonly spareCalendars: string[] = []

  private must(method: string, path: string, { body, as = this.server.token }: How = {}): Promise<unknown> {
    return must(this.server.url, { method, path, body }, as)
  }

  private ownerKey(who: Who, belonging: Belonging): string | null {
    return belonging === 'own' ? this.keys[who] : this.other
  }

  private async newZone(as: string | null, belonging: Belonging): Promise<string> {
    const name = isSecret(belonging) ? marker : 'Zone'
    const properties = { name, ...this.shownTo(belonging), radiusMetres: 5_000 }
    const body = { type: 'Feature', geometry: place, properties }
    const id = field(await this.must('POST', '/api/zones', { body, as }), 'id')
    if (isSecret(belonging)) this.secrets.add(id)
    return id
  }

  private shownTo(belonging: Belonging): object {
    if (belonging === 'ours' || belonging === 'theirs') return { visibility: 'team', teamId: this.teams[belonging] }
    return { visibility: belonging === 'shared' ? 'public' : 'private' }
  }

  /** The other one is in both teams; everybody else who can be in one is in one of them. */
  private async makeTeams(): Promise<void> {
    for (const which of ['ours', 'theirs'] as const) {
      const team = await this.team(`Team ${which}`)
      this.teams[which] = team
      const members = [this.other, ...(which === 'ours' ? people.map((it) => this.keys[it]) : [])]
      for (const as of members) {
        await this.must('PUT', `/api/teams/${team}/members/${await this.ownId(as)}`)
      }
    }
  }

  /** A team of its own for this one request. */
  async team(name: string = randomUUID()): Promise<string> {
    return field(await this.must('POST', '/api/teams', { body: { name } }), 'id')
  }

  private async newRule(zone: string, as: string | null, belonging: Belonging): Promise<string> {
    const name = isSecret(belonging) ? marker : 'Rule'
    const body = { name, certainty: 'possible' }
    const id = field(await this.must('POST', `/api/zones/${zone}/rules`, { body, as }), 'id')
    if (isSecret(belonging)) this.secrets.add(id)
    return id
  }

  private async newCalendar(body: object, as: string | null, belonging: Belonging): Promise<string> {
    const shown = { ...body, ...this.shownTo(belonging), ...(isSecret(belonging) && { name: marker }) }
    const id = field(await this.must('POST', '/api/calendars', { body: shown, as }), 'id')
    if (isSecret(belonging)) this.secrets.add(id)
    return id
  }

  private async newSilence(zone: string, body: object, as: string | null): Promise<string> {
    return field(await this.must('POST', `/api/zones/${zone}/silences`, { body, as }), 'id')
  }

  /** Plenty of incidents where each of the zones is: every one of them raises an alert in each. */
  private async fillAlerts(): Promise<void> {
    const zones = new Map<string, string>()
    for (const person of people) zones.set(`own ${person}`, await this.newZone(this.keys[person], 'own'))
    zones.set('shared ', await this.newZone(this.other, 'shared'))
    for (const it of ['secret', 'ours', 'theirs'] as const) zones.set(`${it} `, await this.newZone(this.other, it))
    for (const [name, zone] of zones) await this.newRule(zone, this.holder(name), belongingOf(name))
    const features = Array.from({ length: 120 }, (_, at) => this.bodyOf(`Ambush ${at}`))
    const stored = await this.must('POST', '/api/incidents', { body: { type: 'FeatureCollection', features } })
    this.incident = idsOf(stored, 'features')[0] ?? ''
    for (const [name, zone] of zones) await this.readAlerts(name, zone)
    await this.spareZones()
  }

  private holder(name: string): string | null {
    const person = people.find((it) => name === `own ${it}`)
    return person === undefined ? this.other : this.keys[person]
  }

  private async readAlerts(name: string, zone: string): Promise<void> {
    const ids = idsOf(await this.must('GET', `/api/alerts?zone=${zone}&limit=1000`, { as: this.holder(name) }), 'items')
    if (ids.length === 0) throw new Error(`No alerts in the zone "${name}".`)
    if (isSecret(belongingOf(name))) ids.forEach((id) => this.secrets.add(id))
    this.alerts.set(name, ids)
  }

  /** The viewer's own things have to be made before the viewer may not make any. */
  private async spareZones(): Promise<void> {
    const zones = await Promise.all(Array.from({ length: 24 }, () => this.newZone(this.keys.viewer, 'own')))
    const rules: string[] = []
    for (const zone of zones.slice(0, 8)) rules.push(await this.newRule(zone, this.keys.viewer, 'own'))
    const silence = { reason: 'Matrix', until: new Date(Date.now() + 3_600_000).toISOString() }
    for (const zone of zones.slice(8, 12))
      this.spareSilences.push(await this.newSilence(zone, silence, this.keys.viewer))
    for (let n = 0; n < 8; n += 1) {
      this.spareCalendars.push(await this.newCalendar(calendarBody(), this.keys.viewer, 'own'))
    }
    this.spare.set('own viewer', zones)
    this.spareRules.set('own viewer', rules)
  }

  private async demoteViewer(): Promise<void> {
    const accounts = await this.must('GET', '/api/accounts')
    const viewer = itemsOf(accounts, 'items').find((it) => field(it, 'name') === 'viewer')
    await this.must('PATCH', `/api/accounts/${field(viewer, 'id')}`, { body: { role: 'viewer' } })
    this.viewerKey = await signIn(this.server.url, 'viewer')
  }

  /** Sends as somebody and gives the answer, whatever it is. */
  send(who: Who, sent: Parameters<typeof send>[1]) {
    return send(this.server.url, sent, this.key(who))
  }
}

/** Whose the things of a pile are, by its name. */
function belongingOf(name: string): Belonging {
  return belongings.find((it) => name.split(' ', 1)[0] === it) ?? 'shared'
}

export function calendarBody() {
  const event = 'BEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20260101\nRRULE:FREQ=YEARLY\nEND:VEVENT'
  return { name: 'Matrix', source: `BEGIN:VCALENDAR\n${event}\nEND:VCALENDAR\n` }
}

export function incidentBody(title: string): object {
  const properties = { type: 'ambush', title, occurredFrom: new Date().toISOString(), uncertaintyMetres: 100 }
  return { type: 'Feature', geometry: place, properties }
}

function within(it: unknown, name: string): unknown {
  return typeof it === 'object' && it !== null ? Reflect.get(it, name) : undefined
}

function itemsOf(page: unknown, name: 'items' | 'features'): readonly unknown[] {
  const items: unknown = typeof page === 'object' && page !== null ? Reflect.get(page, name) : undefined
  return Array.isArray(items) ? items : []
}

function idsOf(page: unknown, name: 'items' | 'features'): string[] {
  return itemsOf(page, name).map((item) => field(item, 'id'))
}

export function isPerson(who: Who): who is Person {
  return people.some((it) => it === who)
}

/** A feed that is right; nothing answers where it would be asked. */
export function feedBody(way: 'poll' | 'push' = 'push') {
  const said = { name: `Feed ${randomUUID()}`, way, format: 'usgs', source: 'Matrix', expectedMs: 3_600_000 }
  return { ...said, url: way === 'poll' ? 'http://127.0.0.1:9/' : null, point: place, radiusMetres: 10_000 }
}
