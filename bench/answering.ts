import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a child process is asked for and when it ends. */
export interface Answering {
  /** Told to whoever started it. */
  ready: object
  answer?(question: never): Promise<unknown>
  stop(): Promise<void> | void
}
/** What goes back over the channel: a failure is told in words, because the asker writes it into its table. */
export type FromChild = { value: unknown } | { failed: string }

/** The other end of startChildOf in measure.ts: says that it is ready, answers each question with one message, and goes when told. */
export const serveQuestions = async (prepare: () => Promise<Answering> | Answering): Promise<void> => {
  const tell = (message: FromChild): void => void process.send?.(message)
  const failed = (error: unknown): FromChild => ({ failed: error instanceof Error ? error.message : String(error) })
  try {
    const { ready, answer, stop } = await prepare()
    process.on('message', (question: { stop?: true }) => {
      if (question.stop === true) {
        void Promise.resolve(stop()).finally(() => process.exit(0))
        return
      }
      const answered = answer === undefined ? Promise.resolve(null) : answer(question as never)
      answered.then(
        (value) => tell({ value }),
        (error: unknown) => tell(failed(error)),
      )
    })
    // Without anybody to ask there is nothing to do.
    process.on('disconnect', () => process.exit(0))
    tell({ value: ready })
  } catch (error) {
    process.send?.(failed(error), () => process.exit(1))
  }
}

type Answer = (response: ServerResponse, request: IncomingMessage) => Promise<void> | void

/** Plain Node HTTP on a free port: the first part of the path chooses who answers. */
export const serveAnswers = async (
  answers: Readonly<Record<string, Answer>>,
): Promise<{ url: string; close(): void }> => {
  const server = http.createServer((request, response) => {
    const answer = answers[(request.url ?? '').slice(1).split(/[/?]/)[0] ?? '']
    if (answer === undefined) {
      response.statusCode = 404
      response.end()
      return
    }
    Promise.resolve(answer(response, request)).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
