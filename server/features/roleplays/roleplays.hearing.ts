import { voiceTokenSeconds } from '@greenroom/contract/rehearsal-live.ts'
import { take } from '#kernel/auth/limits.ts'
import type { Clock } from '#kernel/clock.ts'
import { actingAs, type PersonActor, type Transaction } from '#kernel/db/acting.ts'
import { Fault, notFound } from '#kernel/fault.ts'
import { makePasses, type Passes } from '#kernel/passes.ts'
import { demandConsent } from './roleplays.consents.ts'
import * as store from './roleplays.store.ts'
import { ownRoleplay, type RehearsalTools } from './roleplays.ts'
import { speakNow } from './roleplays.voicing.ts'

/** Who may hear what is being made, and how many lines each person hears at this moment, here. */
export interface HearingTools extends RehearsalTools {
  hearing: { passes: Passes; listening: Map<string, number> }
}
export const openHearing = (key: Buffer, clock: Clock): HearingTools['hearing'] => ({
  passes: makePasses(key, 'voice-token', () => clock.now().getTime()),
  listening: new Map(),
})

/** A call asks for eight of them in ten minutes; some windows and reloads more are no harm. */
const tokensPerTenMinutes = 30
/** The one that is heard, and the one before it that has not noticed yet that nobody listens. */
const linesAtOnce = 2
/** A line is made within this or not at all; whoever listened has heard the browser's voice by then. */
const madeWithinMs = 30_000

const elsewhere = (): Fault =>
  new Fault('roleplays.voice_elsewhere', 409, 'This line is not spoken here: look for its recording.')
const unavailable = (): Fault => new Fault('roleplays.voice_unavailable', 503, 'The voice cannot be heard right now.')

/**
 * A token for the voices of one's own spoken call: it goes with this person, this sign-in and this call, and says so until it
 * ends; kept nowhere. Throws roleplays.no_live_voice, consent_needed, call_ended (409), too_many_voice_tokens (429).
 */
export const openVoice = async (
  tools: HearingTools,
  actor: PersonActor,
  sessionId: string,
): Promise<{ token: string; expiresAt: string }> => {
  const { mode } = await actingAs(tools.db, actor, (transaction) => openCall(transaction, actor, sessionId))
  if (mode !== 'spoken' || tools.coach.voice?.streams !== true)
    throw new Fault('roleplays.no_live_voice', 409, 'In this call nobody is heard while the voice is made.')
  const key = `voice-token:person:${actor.userId}`
  await take(tools.db, [{ key, most: tokensPerTenMinutes, seconds: 600, code: 'roleplays.too_many_voice_tokens' }])
  const { value, until } = tools.hearing.passes.give(wordsOf(actor, sessionId), voiceTokenSeconds)
  return { token: value, expiresAt: until.toISOString() }
}

const wordsOf = ({ userId, sessionId: signIn }: PersonActor, sessionId: string): readonly string[] => [
  userId,
  signIn,
  sessionId,
]

/** Before anything is asked or made. Whether the sign-in still lives, the database says next. */
const demandToken = ({ hearing }: HearingTools, actor: PersonActor, sessionId: string, token: string): void => {
  const words = hearing.passes.read(token)
  if (words === 'expired')
    throw new Fault('roleplays.voice_token_expired', 403, 'The token to hear this call has expired. Ask for a new one.')
  if (words === 'refused' || words.join() !== wordsOf(actor, sessionId).join())
    throw new Fault('roleplays.voice_token_refused', 403, 'To hear this call, ask for a token of this call first.')
}

/** One's own call that has not been closed, of somebody who agreed that its lines are sent. */
const openCall = async (transaction: Transaction, actor: PersonActor, sessionId: string) => {
  const row = await ownRoleplay(transaction, actor, sessionId)
  if (row.status !== 'in_progress') throw new Fault('roleplays.call_ended', 409, 'The conversation has ended.')
  await demandConsent(transaction, actor.userId, 'provider')
  return row
}

/** Takes one of a person's places to listen, and gives it back once. Throws roleplays.too_many_voices (429). */
const placeFor = ({ hearing: { listening } }: HearingTools, userId: string): (() => void) => {
  const taken = listening.get(userId) ?? 0
  if (taken >= linesAtOnce)
    throw new Fault('roleplays.too_many_voices', 429, 'Two lines are being listened to already.', {
      retryAfterSeconds: 1,
    })
  listening.set(userId, taken + 1)
  let held = true
  return () => {
    if (!held) return
    held = false
    const left = (listening.get(userId) ?? 1) - 1
    if (left > 0) listening.set(userId, left)
    else listening.delete(userId)
  }
}

/**
 * The voice of the customer's line in one's own open call, while it is being made: 16 bit, 24 kHz, mono, little-endian. It is
 * made once, for the first who asks, and kept; who goes away before its end hears the rest in the replay. A stream that
 * breaks is a line that is not to be heard. `token` is one of `openVoice`. Throws roleplays.voice_token_refused,
 * voice_token_expired (403), voice_elsewhere, consent_needed, call_ended (409), too_many_voices (429), voice_unavailable (503).
 */
export const hearVoice = async (
  tools: HearingTools,
  actor: PersonActor,
  { sessionId, turnId, token }: { sessionId: string; turnId: string; token: string },
): Promise<ReadableStream<Uint8Array>> => {
  demandToken(tools, actor, sessionId, token)
  if (tools.coach.voice?.streams !== true) throw elsewhere()
  await actingAs(tools.db, actor, async (transaction) => {
    const row = await openCall(transaction, actor, sessionId)
    const turn = (await store.selectTurns(transaction, sessionId)).find(({ id }) => id === turnId)
    if (turn?.speaker !== 'customer') throw notFound('roleplays', 'There is no such turn.')
    if (row.mode !== 'spoken') throw elsewhere()
  })
  const leave = placeFor(tools, actor.userId)

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
      leave()
    },
  })
  const made = speakNow(tools, { sessionId, turnId }, AbortSignal.timeout(madeWithinMs), (sound) => {
    controller?.enqueue(sound)
    begun()
  })
  const over = made.finally(leave).then(
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
