import type { Running } from '../kit/process.js'

export type Question = Readonly<Record<string, string>>

/** Milliseconds from asking to the last byte of the answer. */
export async function msOf(server: Running, path: string, question: Question): Promise<number> {
  const began = performance.now()
  const answer = await asked(server, path, question)
  await answer.arrayBuffer()
  return performance.now() - began
}

/** What is answered, once it begins; throws where it is refused. */
export async function asked(server: Running, path: string, question: Question): Promise<Response> {
  const answer = await fetch(`${server.url}${path}?${new URLSearchParams(question).toString()}`, {
    headers: { authorization: `Bearer ${server.token}` },
  })
  if (answer.ok) return answer
  throw new Error(`${path} of ${JSON.stringify(question)} answered ${answer.status}: ${await answer.text()}`)
}
