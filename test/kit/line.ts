import { connect, createServer, type AddressInfo, type Socket } from 'node:net'

/** A line between a browser and a server that can be cut, and that leads on to a server that is started anew elsewhere. */
export interface Line {
  /** Where the browser finds the server. */
  readonly url: string
  leadTo(url: string): void
  /** Ends what is open and lets nothing through. */
  cut(): void
  mend(): void
  close(): Promise<void>
}

/** Opens a line to the server at `url`, on loopback alone. */
export async function openLine(url: string): Promise<Line> {
  let [target, isCut] = [new URL(url), false]
  const ends = new Set<Socket>()
  const server = createServer((near) => {
    if (isCut) return near.destroy()
    const far = connect({ port: Number(target.port), host: target.hostname })
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(end)
      end.on('error', () => other.destroy())
      end.on('close', () => {
        ends.delete(end)
        other.destroy()
      })
      end.pipe(other)
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const endAll = () => ends.forEach((end) => end.destroy())
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    leadTo: (to) => (target = new URL(to)),
    cut: () => {
      isCut = true
      endAll()
    },
    mend: () => (isCut = false),
    close: async () => {
      endAll()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('The line has no port.')
  return address.port
}
