import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openBrowser, looks, drawnMap } from './dist/kit/browser.js'
import { startWithTheatre, signedIn, administrator, leave, violations, follow } from './dist/e2e/people.js'
const folder = await mkdtemp(join(tmpdir(), 'cordon-look-'))
const server = await startWithTheatre(folder)
const browser = await openBrowser()
const shot = (page, n) => page.screenshot({ path: `/tmp/shots/${n}.png` })
export const incidents = async (n) => {
  const types = ['ambush','ied','vehicle-bomb','shelling','drone','assassination','demonstration','prison-break','arrest','plot','weapons-seized','looting','checkpoint-attack','air-strike']
  const sev = ['extreme','severe','moderate','minor','unknown']
  for (let i = 0; i < n; i++) {
    const body = { type:'Feature', geometry:{type:'Point',coordinates:[39.6+ (i*0.37)%2.2, 35+(i*0.53)%2.0]}, properties:{ type: types[i%types.length], kind: types[i%types.length]==='plot'?'threat':'event', title:`Incident ${i}`, severity: sev[i%5], occurredFrom: new Date(Date.now()-i*3*3600e3).toISOString(), source:'Patrol', uncertaintyMetres: [100,1000,5000,15000][i%4] } }
    const r = await fetch(`${server.url}/api/incidents`, { method:'POST', headers:{'content-type':'application/json', authorization:`Bearer ${server.token}`}, body: JSON.stringify(body) })
    if (!r.ok) console.log(await r.text())
  }
}
try {
  const { default: run } = await import(process.argv[2])
  await run({ server, browser, looks, drawnMap, signedIn, administrator, violations, follow, shot, incidents })
} finally { await leave({ browser, server, folder }) }
