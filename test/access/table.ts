import { randomUUID } from 'node:crypto'
import { everybody, password, type Who } from './people.js'
import { calendarBody, feedBody, incidentBody, type Belonging, type Stage } from './stage.js'

/** What a request needs beside its method and path. */
export interface Wanted {
  /** Stands for the `:name` parts of the path. */
  readonly params?: Readonly<Record<string, string>>
  readonly query?: string
  readonly body?: unknown
}

/** One route: who may, and a request that is right in everything but perhaps in who sends it. */
export interface Entry {
  /** Who is let through. Everybody else is told 401 (nobody) or 403. */
  readonly may: readonly Who[]
  /** Of those, who is let through to a thing in a public zone of somebody else; all of them where it is left out. */
  readonly mayShared?: readonly Who[]
  /** Whether the request touches one zone, rule or alert, so that it has to be tried on the own and on others'. */
  readonly belongs?: true
  /** Whether a second one is refused with 409 while the first still runs; who may is let through to that. */
  readonly onlyOnce?: true
  /** Who may is let through to a refusal that says nothing of access: another state (409), input (400), nothing there (404). */
  readonly unlike?: 'state' | 'input' | 'missing'
  /** Whether the request ends the session that sends it. */
  readonly endsSession?: true
  readonly request: (stage: Stage, who: Who, belonging: Belonging) => Wanted | Promise<Wanted>
}

/* Written by hand from what each of them is for, and not from the code that grants it. */
const all = everybody
const administrators: readonly Who[] = ['administrator', 'token:admin']
const supervisors: readonly Who[] = ['supervisor', ...administrators]
const officers: readonly Who[] = ['officer', 'token:write', ...supervisors]
/** A watch is a person's. */
const watchers: readonly Who[] = ['officer', 'supervisor', 'administrator']
const people: readonly Who[] = ['viewer', ...watchers]
const readers: readonly Who[] = ['viewer', 'token:read', ...officers]
const exporters: readonly Who[] = ['token:read', ...officers]
const ingesters: readonly Who[] = ['token:ingest', ...officers]
const importers: readonly Who[] = ['token:ingest', ...supervisors]

const plain = (): Wanted => ({})
const ofIncident = (stage: Stage): Wanted => ({ params: { id: stage.anIncident() } })
const ofZone = async (stage: Stage, who: Who, belonging: Belonging): Promise<Wanted> => ({
  params: { id: await stage.zone(who, belonging) },
})
const ofAlert =
  (body: object) =>
  (stage: Stage, who: Who, belonging: Belonging): Wanted => ({
    params: { id: stage.alert(who, belonging) },
    body,
  })
const ofFeed = async (stage: Stage): Promise<Wanted> => ({ params: { id: await stage.feed('push') } })
const ofImport = async (stage: Stage): Promise<Wanted> => ({ params: { id: await stage.import() } })
const ofUpload = async (stage: Stage): Promise<Wanted> => ({ ...(await ofImport(stage)), query: 'at=0', body: {} })
const ofImportWith =
  (body: object) =>
  async (stage: Stage): Promise<Wanted> => ({ ...(await ofImport(stage)), body })
const mappingBody = () => ({
  header: ['a'],
  mapping: {
    name: `Matrix ${randomUUID()}`,
    title: { from: ['a'] },
    type: { constant: 'other' },
    occurredFrom: { from: ['b'] },
  },
})
const ofMember = async (stage: Stage): Promise<Wanted> => ({
  params: { id: await stage.team(), account: await stage.accountOf('officer') },
})
const silenceBody = () => ({ reason: 'Matrix', until: new Date(Date.now() + 3_600_000).toISOString() })
const ofSilence: Entry['request'] = async (stage, who, belonging) => ({
  params: { id: await stage.silence(who, belonging, silenceBody()) },
})
const ofCalendar: Entry['request'] = async (stage, who, belonging) => ({
  params: { id: await stage.calendar(who, belonging, calendarBody()) },
})
const escalationBody = () => ({ name: 'Matrix', steps: [{ afterMinutes: 60, tells: [{ kind: 'room' }] }] })
const rotationBody = async (stage: Stage) => ({
  ...{ name: 'Matrix', handsOverAt: ['07:00'], startsOn: '2026-01-01' },
  members: [await stage.accountOf('officer')],
})
const ofEscalation = async (stage: Stage): Promise<Wanted> => ({
  params: { id: await stage.duty('/api/escalations', escalationBody()) },
  body: escalationBody(),
})
const ofRotation = async (stage: Stage): Promise<Wanted> => ({
  params: { id: await stage.duty('/api/rotations', await rotationBody(stage)) },
  body: await rotationBody(stage),
})
const ofExport = async (stage: Stage, who: Who): Promise<Wanted> => ({ params: { id: await stage.exportJob(who) } })
const ofSearch = async (stage: Stage, who: Who): Promise<Wanted> => ({ params: { id: await stage.search(who) } })
const ofHandover = async (stage: Stage, who: Who): Promise<Wanted> => ({ params: { id: await stage.handover(who) } })
const ofSitrep =
  (state: 'draft' | 'signed', more: Wanted = {}) =>
  async (stage: Stage): Promise<Wanted> => ({ params: { id: (await stage.sitrep(state)).id }, ...more })
const ofSigning = async (stage: Stage): Promise<Wanted> => {
  const { id, hash } = await stage.sitrep()
  return { params: { id }, body: { hash } }
}
const scheduleBody = () => ({ name: 'Matrix', day: 2, hour: 7, timeZone: 'UTC', people: [] })
const ofSchedule = async (stage: Stage): Promise<Wanted> => ({
  params: { id: await stage.duty('/api/sitrep-schedules', scheduleBody()) },
  body: scheduleBody(),
})
const keepingBody = { periods: { message: null, alert: null, log: null, import: null, incident: null } }
const holdBody = { reason: 'Matrix', search: { q: 'gate' } }
const ofHold = async (stage: Stage): Promise<Wanted> => ({
  params: { id: await stage.duty('/api/holds', holdBody) },
  body: { reason: 'Matrix' },
})
/** Nothing answers there. */
const contactBody = () => ({ channel: 'webhook', address: 'http://127.0.0.1:9/' })
const ofContact = async (stage: Stage, who: Who): Promise<Wanted> => ({
  params: { id: await stage.contact(who, contactBody()) },
})
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString()

/** Every route of the server. One that is missing here fails the test. */
export const table: Readonly<Record<string, Entry>> = {
  'POST /api/incidents': { may: ingesters, request: () => ({ body: incidentBody('Matrix') }) },
  'GET /api/incidents': { may: readers, request: plain },
  'GET /api/incidents/facets': { may: readers, request: plain },
  'GET /api/incidents/trend': { may: readers, request: plain },
  'GET /api/incidents/trend/groups': { may: readers, request: () => ({ query: 'by=type' }) },
  'GET /api/map.pmtiles': { may: readers, unlike: 'missing', request: plain },
  'GET /tiles/incidents/:z/:x/:y.mvt': { may: readers, request: () => ({ params: { z: '4', x: '9', y: '6' } }) },
  'GET /api/incidents/:id': { may: readers, request: ofIncident },
  'PATCH /api/incidents/:id': {
    may: officers,
    request: (stage) => ({ ...ofIncident(stage), body: { properties: { place: randomUUID() }, reason: 'Matrix' } }),
  },
  'GET /api/incidents/:id/revisions': { may: readers, request: ofIncident },
  'GET /api/incidents/:id/reports': { may: readers, request: ofIncident },
  'POST /api/incidents/:id/reports': {
    may: ingesters,
    request: (stage) => ({ ...ofIncident(stage), body: { source: `Source ${randomUUID()}`, title: 'Matrix' } }),
  },
  'GET /api/incidents/:id/alerts': { may: readers, request: ofIncident },
  'GET /api/incidents/:id/similar': { may: readers, request: ofIncident },
  'POST /api/incidents/:id/merge': {
    may: officers,
    request: async (stage) => {
      const [id, into] = [await stage.ownIncident(), await stage.ownIncident()]
      return { params: { id }, body: { into, reason: 'Matrix' } }
    },
  },
  'POST /api/incidents/:id/unmerge': {
    may: officers,
    request: async (stage) => ({ params: { id: await stage.merged() }, body: { reason: 'Matrix' } }),
  },
  'POST /api/incidents/:id/distinct': {
    may: officers,
    request: async (stage) => ({ ...ofIncident(stage), body: { from: await stage.ownIncident() } }),
  },
  'GET /api/incidents/:id/links': { may: readers, request: ofIncident },
  'POST /api/incidents/:id/links': {
    may: officers,
    request: async (stage) => ({
      params: { id: await stage.ownIncident() },
      body: { to: await stage.ownIncident(), kind: 'related', reason: 'Matrix' },
    }),
  },
  'POST /api/links/:id/remove': {
    may: officers,
    request: async (stage) => ({ params: { id: await stage.link() }, body: { reason: 'Matrix' } }),
  },
  'GET /api/incidents.csv': { may: exporters, request: plain },
  'GET /api/incidents.geojson': { may: exporters, request: plain },
  'GET /api/incidents.kml': { may: exporters, request: plain },
  'GET /api/incidents.fgb': { may: exporters, request: plain },
  'GET /api/incidents.atom': { may: readers, request: plain },
  'GET /api/stats': { may: readers, request: plain },

  'GET /ogc': { may: all, request: plain },
  'GET /ogc/conformance': { may: all, request: plain },
  'GET /ogc/api': { may: all, request: plain },
  'GET /ogc/api.html': { may: all, request: plain },
  'GET /ogc/collections': { may: readers, request: plain },
  'GET /ogc/collections/:collection': { may: readers, request: () => ({ params: { collection: 'zones' } }) },
  'GET /ogc/collections/:collection/queryables': { may: readers, request: () => ({ params: { collection: 'zones' } }) },
  'GET /ogc/collections/incidents/items': { may: readers, request: plain },
  'GET /ogc/collections/incidents/items/:id': { may: readers, request: ofIncident },
  'GET /ogc/collections/facilities/items': { may: readers, request: plain },
  'GET /ogc/collections/facilities/items/:id': {
    may: readers,
    unlike: 'missing',
    request: () => ({ params: { id: randomUUID() } }),
  },
  'GET /ogc/collections/zones/items': { may: readers, request: plain },
  'GET /ogc/collections/zones/items/:id': { may: readers, belongs: true, request: ofZone },

  'GET /api/audit': { may: supervisors, request: plain },
  'GET /api/audit.csv': { may: supervisors, request: plain },
  'GET /api/audit/standing': { may: supervisors, request: plain },
  'POST /api/audit/checks': { may: supervisors, request: plain },
  'GET /api/audit/verification': { may: supervisors, request: plain },

  'GET /api/sources': { may: readers, request: plain },
  'PATCH /api/sources/:id': {
    may: supervisors,
    request: async (stage) => ({ params: { id: await stage.source() }, body: { reliability: 'B' } }),
  },
  'POST /api/reports/read': {
    may: ingesters,
    request: () => ({ body: { text: 'An IED went off in Hajin on Monday.', publishedAt: '2021-11-09T12:00:00Z' } }),
  },
  'GET /api/sources/:id/revisions': {
    may: readers,
    request: async (stage) => ({ params: { id: await stage.source() } }),
  },
  'GET /api/reports': { may: readers, request: plain },
  'POST /api/reports': {
    may: ingesters,
    request: (stage) => ({
      body: { incidentId: stage.anIncident(), source: `Source ${randomUUID()}`, title: 'Matrix' },
    }),
  },
  'PATCH /api/reports/:id': {
    may: officers,
    request: async (stage) => ({
      params: { id: await stage.report() },
      body: { title: randomUUID(), reason: 'Matrix' },
    }),
  },
  'GET /api/reports/:id/revisions': {
    may: readers,
    request: async (stage) => ({ params: { id: await stage.report() } }),
  },

  'GET /api/feeds': { may: readers, request: plain },
  'POST /api/feeds': { may: supervisors, request: () => ({ body: feedBody() }) },
  'POST /api/feeds/preview': {
    may: supervisors,
    request: () => ({ body: { feed: feedBody(), payload: '{"type":"FeatureCollection","features":[]}' } }),
  },
  'GET /api/feeds/:id': { may: supervisors, request: ofFeed },
  'PATCH /api/feeds/:id': {
    may: supervisors,
    request: async (stage) => ({ ...(await ofFeed(stage)), body: { expectedMs: 7_200_000 } }),
  },
  'DELETE /api/feeds/:id': { may: supervisors, request: ofFeed },
  'POST /api/feeds/:id/poll': {
    may: supervisors,
    // It may be under way already: a new feed is asked at once.
    unlike: 'state',
    request: async (stage) => ({ params: { id: await stage.feed('poll') } }),
  },
  'POST /api/feeds/:id/push': {
    may: ingesters,
    request: async (stage) => ({ ...(await ofFeed(stage)), body: { type: 'FeatureCollection', features: [] } }),
  },
  'GET /api/feeds/:id/rejected': { may: officers, request: ofFeed },
  'DELETE /api/feeds/:id/rejected': {
    may: officers,
    request: async (stage) => ({ ...(await ofFeed(stage)), query: 'until=2020-01-01T00:00:00.000Z' }),
  },
  'POST /api/feeds/:id/rejected/:reject/replay': {
    may: officers,
    request: async (stage) => ({ params: await stage.reject(), body: incidentBody('Matrix') }),
  },
  'DELETE /api/feeds/:id/rejected/:reject': {
    may: officers,
    request: async (stage) => ({ params: await stage.reject() }),
  },

  'POST /api/imports': { may: importers, request: () => ({ body: { name: 'm.csv', sha256: 'a'.repeat(64) } }) },
  'POST /api/imports/:id/rows': {
    may: importers,
    request: async (stage) => ({
      params: { id: await stage.import() },
      body: { nextRow: 1, rows: [], refused: [], finished: true },
    }),
  },
  'GET /api/imports/:id/refusals': {
    may: supervisors,
    request: async (stage) => ({ params: { id: await stage.import() } }),
  },
  'GET /api/imports': { may: supervisors, request: plain },
  'GET /api/imports/:id': { may: importers, request: ofImport },
  'POST /api/imports/uploads': { may: importers, request: () => ({ body: { name: 'm.csv', bytes: 10 } }) },
  'POST /api/imports/:id/parts': { may: importers, unlike: 'state', request: ofUpload },
  'GET /api/imports/:id/inspection': { may: importers, unlike: 'state', request: ofImport },
  'POST /api/imports/:id/preview': { may: importers, unlike: 'state', request: ofImportWith({ mapping: null }) },
  'POST /api/imports/:id/start': {
    may: importers,
    unlike: 'state',
    request: ofImportWith({ mapping: null, format: 'csv' }),
  },
  'POST /api/imports/:id/pause': { may: importers, unlike: 'state', request: ofImport },
  'POST /api/imports/:id/resume': { may: importers, unlike: 'state', request: ofImport },
  'POST /api/imports/:id/undo': { may: supervisors, unlike: 'state', request: ofImport },
  'DELETE /api/imports/:id': { may: importers, unlike: 'state', request: ofImport },
  'GET /api/imports/:id/kept': { may: supervisors, request: ofImport },
  'GET /api/imports/:id/refusals.csv': { may: supervisors, request: ofImport },
  'GET /api/mappings': { may: supervisors, request: plain },
  'POST /api/mappings': { may: supervisors, request: () => ({ body: mappingBody() }) },
  'DELETE /api/mappings/:name': {
    may: supervisors,
    request: async (stage) => ({ params: { name: await stage.mapping(mappingBody()) } }),
  },
  'POST /api/story': { may: administrators, onlyOnce: true, request: () => ({ body: { seconds: 0 } }) },
  'GET /api/story': { may: administrators, request: plain },

  'GET /api/places': { may: readers, request: () => ({ query: 'q=Busayrah' }) },
  'GET /api/place-lists': { may: readers, request: plain },
  'POST /api/place-lists': { may: importers, request: () => ({ body: { name: randomUUID(), source: 'Matrix' } }) },
  'POST /api/place-lists/:id/places': {
    may: importers,
    request: async (stage) => ({ params: { id: await stage.placeList() }, body: { places: [] } }),
  },
  'DELETE /api/place-lists/:id': {
    may: supervisors,
    request: async (stage) => ({ params: { id: await stage.placeList() } }),
  },
  'GET /api/facilities': { may: readers, request: plain },
  'POST /api/facilities': {
    may: supervisors,
    request: () => ({
      body: {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [40.7, 36.4] },
        properties: { name: `Facility ${randomUUID()}`, kind: 'office' },
      },
    }),
  },

  'GET /api/zones': { may: readers, request: plain },
  'GET /api/zones/load': { may: readers, request: plain },
  'POST /api/zones': {
    may: officers,
    request: () => ({
      body: {
        type: 'Feature',
        geometry: { type: 'Point', coordinates: [40.7, 36.4] },
        properties: { name: 'Matrix', visibility: 'public', radiusMetres: 1_000 },
      },
    }),
  },
  'POST /api/zones/read': {
    may: officers,
    request: () => ({ body: { type: 'Point', coordinates: [40.7, 36.4] } }),
  },
  'POST /api/zones/import': {
    may: officers,
    request: () => ({
      body: {
        zones: [
          {
            type: 'Feature',
            geometry: { type: 'Point', coordinates: [40.7, 36.4] },
            properties: { name: 'Brought', radiusMetres: 1_000 },
          },
        ],
      },
    }),
  },
  'GET /api/zones/:id': { may: readers, belongs: true, request: ofZone },
  'GET /api/zones/:id/versions': { may: readers, belongs: true, request: ofZone },
  'PATCH /api/zones/:id': {
    may: officers,
    mayShared: supervisors,
    belongs: true,
    request: async (...it) => ({ ...(await ofZone(...it)), body: { properties: { reachMetres: 100 } } }),
  },
  'DELETE /api/zones/:id': { may: officers, mayShared: supervisors, belongs: true, request: ofZone },
  'POST /api/zones/:id/restore': {
    may: officers,
    mayShared: supervisors,
    belongs: true,
    unlike: 'state',
    request: ofZone,
  },
  'GET /api/zones/:id/rules': { may: readers, belongs: true, request: ofZone },
  'POST /api/zones/:id/rules': {
    may: officers,
    belongs: true,
    request: async (...it) => ({ ...(await ofZone(...it)), body: { name: 'Matrix' } }),
  },
  'PATCH /api/rules/:id': {
    may: officers,
    mayShared: supervisors,
    belongs: true,
    request: async (stage, who, belonging) => ({
      params: { id: await stage.rule(who, belonging) },
      body: { minSeverity: 'severe' },
    }),
  },
  'GET /api/rules/:id/record': {
    may: readers,
    belongs: true,
    request: async (stage, who, belonging) => ({ params: { id: await stage.rule(who, belonging) } }),
  },
  'GET /api/silences': { may: readers, request: plain },
  'POST /api/zones/:id/silences': {
    may: officers,
    mayShared: supervisors,
    belongs: true,
    request: async (...it) => ({ ...(await ofZone(...it)), body: silenceBody() }),
  },
  'POST /api/zones/:id/silences/preview': {
    may: officers,
    mayShared: supervisors,
    belongs: true,
    request: async (...it) => ({ ...(await ofZone(...it)), body: { days: 1 } }),
  },
  'POST /api/silences/:id/end': { may: officers, mayShared: supervisors, belongs: true, request: ofSilence },
  'GET /api/silences/:id/incidents': { may: readers, belongs: true, request: ofSilence },
  'GET /api/calendars': { may: readers, request: plain },
  'POST /api/calendars': { may: officers, request: () => ({ body: calendarBody() }) },
  'GET /api/calendars/:id': { may: readers, belongs: true, request: ofCalendar },
  'PATCH /api/calendars/:id': {
    may: officers,
    mayShared: supervisors,
    belongs: true,
    request: async (...it) => ({ ...(await ofCalendar(...it)), body: { name: 'Other' } }),
  },
  'DELETE /api/calendars/:id': { may: officers, mayShared: supervisors, belongs: true, request: ofCalendar },
  'GET /api/calendars/:id/events': {
    may: readers,
    belongs: true,
    request: async (...it) => ({ ...(await ofCalendar(...it)), query: 'from=2026-01-01&to=2026-02-01' }),
  },
  'POST /api/rules/preview': {
    may: officers,
    belongs: true,
    request: async (stage, who, belonging) => ({
      body: { zoneId: await stage.zone(who, belonging), rule: { name: 'Tried' } },
    }),
  },
  'GET /api/explain': {
    may: readers,
    belongs: true,
    request: async (stage, who, belonging) => ({
      query: `incident=${stage.anIncident()}&rule=${await stage.rule(who, belonging)}`,
    }),
  },

  // What somebody may not see is left out: `server/src/rule/explain.test.ts`.
  'GET /api/explanations': {
    may: readers,
    request: async (stage, who, belonging) => ({
      query: `incident=${stage.anIncident()}&rules=${await stage.rule(who, belonging)}`,
    }),
  },

  'GET /api/alerts': { may: readers, request: plain },
  'GET /api/alerts/:id': {
    may: readers,
    belongs: true,
    request: (stage, who, belonging) => ({ params: { id: stage.alert(who, belonging) } }),
  },
  'POST /api/alerts/:id/acknowledge': { may: officers, belongs: true, request: ofAlert({}) },
  'POST /api/alerts/:id/assign': { may: officers, belongs: true, request: ofAlert({ to: 'officer' }) },
  'POST /api/alerts/:id/release': {
    may: officers,
    belongs: true,
    unlike: 'state',
    request: ofAlert({}),
  },
  'POST /api/alerts/:id/shelve': { may: officers, belongs: true, request: ofAlert({ until: inAnHour() }) },
  'POST /api/alerts/:id/return': {
    may: officers,
    belongs: true,
    request: async (stage, who, belonging) => ({ params: { id: await stage.shelved(who, belonging) }, body: {} }),
  },
  'POST /api/alerts/:id/close': { may: officers, belongs: true, request: ofAlert({ disposition: 'duplicate' }) },
  'POST /api/alerts/:id/note': { may: officers, belongs: true, request: ofAlert({ note: 'Matrix' }) },
  // Each alert is done or refused by itself: who may act at all is answered, and what they may not see is not found.
  'POST /api/alerts/actions': {
    may: officers,
    request: () => ({ body: { ids: [randomUUID()], action: { what: 'acknowledge' } } }),
  },
  // An officer is told of no other officer: `server/src/review/review.test.ts`.
  'GET /api/review': { may: officers, request: plain },
  'GET /api/people': { may: officers, request: plain },
  'GET /api/escalations': { may: readers, request: plain },
  'POST /api/escalations': { may: supervisors, request: () => ({ body: escalationBody() }) },
  'PUT /api/escalations/:id': { may: supervisors, request: ofEscalation },
  'DELETE /api/escalations/:id': { may: supervisors, request: ofEscalation },
  'GET /api/rotations': { may: readers, request: plain },
  'POST /api/rotations': { may: supervisors, request: async (stage) => ({ body: await rotationBody(stage) }) },
  'PUT /api/rotations/:id': { may: supervisors, request: ofRotation },
  'DELETE /api/rotations/:id': { may: supervisors, request: ofRotation },
  'GET /api/deliveries': { may: readers, request: plain },
  // Nothing was given up here: who may is told that there is no such delivery.
  'POST /api/deliveries/:id/resend': {
    may: officers,
    unlike: 'missing',
    request: () => ({ params: { id: randomUUID() } }),
  },

  'GET /api/channels': { may: people, request: plain },
  'GET /api/contacts': { may: people, request: plain },
  'POST /api/contacts': { may: people, request: () => ({ body: contactBody() }) },
  'PUT /api/contacts/order': { may: people, request: () => ({ body: { ids: [] } }) },
  'PATCH /api/contacts/:id': {
    may: people,
    request: async (stage, who) => ({ ...(await ofContact(stage, who)), body: { label: 'Matrix' } }),
  },
  'DELETE /api/contacts/:id': { may: people, request: ofContact },
  // One was sent when it was added.
  'POST /api/contacts/:id/code': { may: people, unlike: 'state', request: ofContact },
  'POST /api/contacts/:id/verify': {
    may: people,
    unlike: 'input',
    request: async (stage, who) => ({ ...(await ofContact(stage, who)), body: { code: 'wrong' } }),
  },
  // It is not verified.
  'POST /api/contacts/:id/test': { may: people, unlike: 'state', request: ofContact },
  'POST /api/contacts/:id/secret': { may: people, request: ofContact },
  // Whoever has a token; this one opens nothing.
  'GET /api/contacts/:id/feed': {
    may: all,
    unlike: 'missing',
    request: () => ({ params: { id: randomUUID() }, query: 'token=none' }),
  },
  'GET /api/contacts/:id/feed/:message': {
    may: all,
    unlike: 'missing',
    request: () => ({ params: { id: randomUUID(), message: randomUUID() }, query: 'token=none' }),
  },
  'GET /api/accounts/:id/contacts': {
    may: administrators,
    request: async (stage) => ({ params: { id: await stage.account() } }),
  },
  'GET /api/subscriptions': { may: people, request: plain },
  'PUT /api/subscriptions/:id': {
    may: people,
    belongs: true,
    request: async (...it) => ({ ...(await ofZone(...it)), body: {} }),
  },
  'DELETE /api/subscriptions/:id': {
    may: people,
    request: async (stage, who) => ({ params: { id: await stage.subscribed(who) } }),
  },

  'GET /api/log': { may: readers, request: plain },
  'POST /api/log': {
    may: officers,
    request: (stage, who) => ({ body: { text: 'Matrix', alerts: [stage.alert(who, 'shared')] } }),
  },
  'POST /api/log/:id/strike': {
    may: officers,
    belongs: true,
    request: async (stage, who, belonging) => ({
      params: { id: await stage.logEntry(who, belonging) },
      body: { reason: 'Matrix' },
    }),
  },

  'GET /api/shifts': { may: readers, request: plain },
  // Each officer is on watch already when they ask again.
  'POST /api/shifts': { may: watchers, unlike: 'state', request: () => ({ body: {} }) },
  'POST /api/shifts/:id/end': {
    may: watchers,
    unlike: 'state',
    request: async (stage, who) => ({ params: { id: await stage.shift(who) } }),
  },
  'GET /api/handovers': { may: officers, request: plain },
  'POST /api/handovers': {
    may: watchers,
    unlike: 'state',
    request: async (stage, who) => {
      await stage.shift(who)
      return { body: {} }
    },
  },
  'GET /api/handovers/:id': { may: officers, request: ofHandover },
  'PATCH /api/handovers/:id': {
    may: watchers,
    request: async (stage, who) => ({ ...(await ofHandover(stage, who)), body: { remarks: 'Matrix' } }),
  },
  // Their own urgent alerts have no notes.
  'POST /api/handovers/:id/sign': { may: watchers, unlike: 'state', request: ofHandover },
  'POST /api/handovers/:id/countersign': { may: watchers, unlike: 'state', request: ofHandover },
  'POST /api/handovers/:id/withdraw': { may: watchers, request: ofHandover },

  'GET /api/sitreps': { may: officers, request: plain },
  'POST /api/sitreps': { may: supervisors, request: () => ({ body: { month: '2021-11' } }) },
  'GET /api/sitreps/:id': { may: officers, request: ofSitrep('draft') },
  'GET /api/sitreps/:id/revisions': { may: officers, request: ofSitrep('draft') },
  'PATCH /api/sitreps/:id': { may: supervisors, request: ofSitrep('draft', { body: { summary: 'Matrix' } }) },
  'DELETE /api/sitreps/:id': { may: supervisors, request: ofSitrep('draft') },
  'POST /api/sitreps/:id/sign': {
    may: ['supervisor', 'administrator'],
    request: ofSigning,
  },
  'GET /api/sitreps/:id/map': { may: officers, request: ofSitrep('draft') },
  'GET /api/sitreps/:id/pdf': { may: officers, request: ofSitrep('draft') },
  'GET /api/sitrep-readers': { may: supervisors, request: plain },
  'GET /api/sitreps/:id/deliveries': { may: supervisors, request: ofSitrep('signed') },
  // Nobody there has an address.
  'POST /api/sitreps/:id/deliveries': {
    may: supervisors,
    unlike: 'input',
    request: ofSitrep('signed', { body: { people: ['018f0000-0000-7000-8000-00000000dead'] } }),
  },
  'GET /api/keeping': { may: administrators, request: plain },
  'PUT /api/keeping': { may: administrators, request: () => ({ body: keepingBody }) },
  'POST /api/keeping/preview': { may: administrators, request: () => ({ body: keepingBody }) },
  'GET /api/holds': { may: administrators, request: plain },
  'POST /api/holds': { may: administrators, request: () => ({ body: holdBody }) },
  'POST /api/holds/:id/release': { may: administrators, request: ofHold },

  'GET /api/sitrep-schedules': { may: supervisors, request: plain },
  'POST /api/sitrep-schedules': { may: supervisors, request: () => ({ body: scheduleBody() }) },
  'PUT /api/sitrep-schedules/:id': { may: supervisors, request: ofSchedule },
  'DELETE /api/sitrep-schedules/:id': { may: supervisors, request: ofSchedule },
  'POST /api/sitreps/:id/corrections': { may: supervisors, request: ofSitrep('signed', { body: {} }) },

  'GET /api/snapshot': { may: readers, request: plain },

  'POST /api/session': { may: all, endsSession: true, request: () => ({ body: { name: 'officer', password } }) },
  'GET /api/session': { may: all, request: plain },
  'DELETE /api/session': { may: all, endsSession: true, request: plain },
  'POST /api/session/password': {
    may: people,
    endsSession: true,
    request: () => ({ body: { current: password, next: `${password} again` } }),
  },
  'GET /api/exports': { may: exporters, request: plain },
  'POST /api/exports': { may: exporters, request: () => ({ body: { format: 'csv' } }) },
  'GET /api/exports/:id': { may: exporters, request: ofExport },
  'POST /api/exports/:id/pause': { may: exporters, unlike: 'state', request: ofExport },
  'POST /api/exports/:id/resume': { may: exporters, unlike: 'state', request: ofExport },
  'DELETE /api/exports/:id': { may: exporters, request: ofExport },
  'GET /api/exports/:id/file': { may: exporters, unlike: 'state', request: ofExport },
  'GET /api/searches': { may: people, request: plain },
  'PUT /api/searches': {
    may: people,
    request: () => ({ body: { name: 'Matrix', address: 'q=gate', shared: false } }),
  },
  'GET /api/searches/:id': { may: people, request: ofSearch },
  'PATCH /api/searches/:id': {
    may: people,
    request: async (stage, who) => ({ ...(await ofSearch(stage, who)), body: { shared: true } }),
  },
  'DELETE /api/searches/:id': { may: people, request: ofSearch },
  'GET /api/views': { may: people, request: plain },
  'PUT /api/views': { may: people, request: () => ({ body: { name: 'Matrix', address: 'queue=mine' } }) },
  'DELETE /api/views/:id': {
    may: people,
    request: async (stage, who) => ({ params: { id: await stage.view(who) } }),
  },
  'GET /api/accounts': { may: administrators, request: plain },
  'POST /api/accounts': {
    may: administrators,
    request: () => ({ body: { name: randomUUID(), password, role: 'viewer' } }),
  },
  'PATCH /api/accounts/:id': {
    may: administrators,
    request: async (stage) => ({ params: { id: await stage.account() }, body: { disabled: true } }),
  },
  'GET /api/accounts/:id/forget': {
    may: administrators,
    request: async (stage) => ({ params: { id: await stage.account() } }),
  },
  'POST /api/accounts/:id/forget': {
    may: administrators,
    unlike: 'state',
    request: async (stage) => ({ params: { id: await stage.account() }, body: { name: 'Nobody', reason: 'Left' } }),
  },
  'GET /api/teams': { may: readers, request: plain },
  'POST /api/teams': { may: administrators, request: () => ({ body: { name: randomUUID() } }) },
  'PATCH /api/teams/:id': {
    may: administrators,
    request: async (stage) => ({ params: { id: await stage.team() }, body: { ended: true } }),
  },
  'PUT /api/teams/:id/members/:account': { may: administrators, request: ofMember },
  'DELETE /api/teams/:id/members/:account': { may: administrators, request: ofMember },
  'GET /api/tokens': { may: administrators, request: plain },
  'POST /api/tokens': { may: administrators, request: () => ({ body: { name: 'Matrix', scopes: ['read'] } }) },
  'DELETE /api/tokens/:id': {
    may: administrators,
    request: async (stage) => ({ params: { id: await stage.token() } }),
  },

  'GET /api/health': { may: all, request: plain },
  'GET /api/openapi.json': { may: all, request: plain },
  'GET /metrics': { may: all, request: plain },
}
