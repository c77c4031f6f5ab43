import { actingAs, type PersonActor } from '#kernel/db/acting.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import { demandConsent } from './roleplays.consents.ts'
import * as store from './roleplays.store.ts'
import { ownRoleplay, type RehearsalTools } from './roleplays.ts'
import { speakNow } from './roleplays.voicing.ts'

/** A line is made within this or not at all; whoever listened has heard the browser's voice by then. */
const madeWithinMs = 30_000

const elsewhere = (): Fault =>
  new Fault('roleplays.voice_elsewhere', 409, 'This line is not spoken here: look for its recording.')
const unavailable = (): Fault => new Fault('roleplays.voice_unavailable', 503, 'The voice cannot be heard right now.')

/**
 * The voice of the customer's line in one's own open call, while it is being made: 16 bit, 24 kHz, mono, little-endian. It is
 * made once, for the first who asks, and kept; who goes away before its end hears the rest in the replay. A stream that
 * breaks is a line that is not to be heard. Throws roleplays.voice_elsewhere, consent_needed, call_ended (409),
 * voice_unavailable (503).
 */
export const hearVoice = async (
  tools: RehearsalTools,
  actor: PersonActor,
  { sessionId, turnId }: { sessionId: string; turnId: string },
): Promise<ReadableStream<Uint8Array>> => {
  if (tools.coach.voice?.streams !== true) throw elsewhere()
  await actingAs(tools.db, actor, async (transaction) => {
    const row = await ownRoleplay(transaction, actor, sessionId)
    if (row.status !== 'in_progress') throw new Fault('roleplays.call_ended', 409, 'The conversation has ended.')
    await demandConsent(transaction, actor.userId, 'provider')
    const turn = (await store.selectTurns(transaction, sessionId)).find(({ id }) => id === turnId)
    if (turn?.speaker !== 'customer') throw notFound('roleplays', 'There is no such turn.')
    if (row.mode !== 'spoken') throw elsewhere()
  })

  let controller: ReadableStreamDefaultController<Uint8Array> | null = null
  let begun = (): void => undefined
  const begins = new Promise<'begins'>((resolve) => {
    begun = () => resolve('begins')
  })
  const stream = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given
    },
    cancel() {
      controller = null
    },
  })
  const made = speakNow(tools, { sessionId, turnId }, AbortSignal.timeout(madeWithinMs), (sound) => {
    controller?.enqueue(sound)
    begun()
  })
  const over = made.then(
    (kind) => {
      if (kind === 'done') controller?.close()
      else controller?.error(unavailable())
      return kind
    },
    (error: unknown) => {
      controller?.error(error)
      throw error
    },
  )
  const first = await Promise.race([begins, over])
  if (first === 'begins') {
    over.catch((error: unknown) => tools.log.error({ error, turnId }, 'a voice was not made to its end'))
    return stream
  }
  await stream.cancel().catch(() => undefined)
  throw first === 'failed' || first === 'unknown' ? unavailable() : elsewhere()
}
