import { Mailbox } from '../kit/mailbox.js'
import type { Bench } from './bench.js'
import { audience, deliveryRate, floodOfMail, lateness } from './deliver.js'
import { shown } from './measure.js'

type Audience = Awaited<ReturnType<typeof audience>>

/** What is told outside the page, to receivers on this machine. */
export async function deliverySection(bench: Bench): Promise<void> {
  const mailbox = await Mailbox.open()
  const env = {
    CORDON_SMTP_URL: mailbox.url,
    CORDON_MAIL_FROM: 'watch@cordon.example',
    CORDON_WEBHOOK_HOSTS: '127.0.0.1',
  }
  const server = await bench.server((await bench.database()).url, env)
  const told = await audience({ server, poster: bench.posting(server) }, mailbox)
  bench.onStop(() => told.close())
  await rateLine(bench, told)
  await latenessLine(bench, told)
  await floodLine(bench, told)
  await server.stop()
}

async function rateLine(bench: Bench, told: Audience): Promise<void> {
  await deliveryRate(told, 200)
  const rate = await deliveryRate(told, bench.extent.quick ? 200 : 1_000)
  bench.tell({
    what: 'webhooks told, signed, each delivery recorded',
    value: rate,
    unit: '/s',
    beside: 'ten addresses; from the first incident that is posted to the last webhook that is answered',
    gate: { limit: '≥ 2,000 /s', held: rate >= 2_000 },
  })
}

async function latenessLine(bench: Bench, told: Audience): Promise<void> {
  const rounds = bench.extent.quick ? 1 : 2
  const late = { well: 0, dead: 0 }
  for (let round = 0; round < rounds; round += 1) {
    late.well += (await lateness(told, { seconds: bench.seconds, hangs: false })) / rounds
    late.dead += (await lateness(told, { seconds: bench.seconds, hangs: true })) / rounds
  }
  const ratio = late.dead / late.well
  bench.tell({
    what: 'nine webhooks beside one that hangs, alert → told, p99',
    value: late.dead,
    unit: 'ms',
    beside: `${shown(late.well)} ms where the tenth answers: ${shown(ratio)} ×`,
    gate: { limit: '≤ 1.2 ×', held: ratio <= 1.2 },
  })
}

async function floodLine(bench: Bench, told: Audience): Promise<void> {
  const alerts = bench.extent.quick ? 1_000 : 10_000
  const flood = await floodOfMail(told, alerts, bench.extent.quick ? 10 : 30)
  bench.tell({
    what: `e-mails within half a minute of a flood of ${alerts.toLocaleString('en')} alerts`,
    value: flood.mails,
    unit: 'mails',
    beside: `they tell of ${shown(flood.told)}; the rest follows in one every 20 s`,
    gate: { limit: '≤ 20', held: flood.mails <= 20 && flood.told > 20 },
  })
}
