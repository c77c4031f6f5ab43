import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import * as z from 'zod'
import { endSession } from './sessions-app.ts'
import { openTextSocket, type TextSocket } from '../socket-frames.ts'
import type { Session, World } from './world.ts'

const bytesPerSecond = 48_000
/** Of one message; a larger one closes the socket. */
const mostBytes = 1_000_000

const command = z.discriminatedUnion('type', [
  z.object({ type: z.literal('agent.speak'), event_id: z.string().optional(), audio: z.base64() }),
  z.object({ type: z.literal('agent.speak_end'), event_id: z.string().optional() }),
  z.object({ type: z.literal('agent.interrupt') }),
  z.object({ type: z.literal('agent.start_listening') }),
  z.object({ type: z.literal('agent.stop_listening') }),
  z.object({ type: z.literal('session.keep_alive') }),
])

/** The socket of a session in LITE mode: sound in, and word of when the avatar begins and ends to speak. */
export const openLiteSocket = (
  world: World,
  session: Session,
  opening: { request: IncomingMessage; socket: Duplex; head: Buffer },
): void => {
  const timers = new Set<NodeJS.Timeout>()
  const after = (ms: number, work: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer)
      work()
    }, ms)
    timer.unref()
    timers.add(timer)
  }
  const end = (because: string): void => {
    for (const timer of timers) clearTimeout(timer)
    timers.clear()
    endSession(world, session, because)
  }
  const line: TextSocket = openTextSocket(opening.request, opening.socket, opening.head, {
    text: (text) => take(text),
    end: () => end('the socket was closed'),
  })
  session.close = (because) => {
    line.send({ type: 'session.state_updated', state: 'closed' })
    end(because)
    line.close(1000, because)
  }
  const speaking = (eventId: string) => session.spoken.find((one) => one.eventId === eventId && !one.ended)
  const over = (spoken: Session['spoken'][number]): void => {
    if (spoken.ended) return
    spoken.ended = true
    line.send({ type: 'agent.speak_ended', event_id: spoken.eventId, task: { id: spoken.eventId } })
  }

  const take = (text: string): void => {
    const parsed = command.safeParse(asJson(text))
    if (text.length > mostBytes) return line.close(1009, 'message too big')
    // Too early, or nothing it knows: dropped without a word.
    if (!parsed.success || session.state !== 'connected') {
      session.dropped.push(/"type":"([a-z._]{1,40})"/.exec(text)?.[1] ?? 'unreadable')
      return
    }
    session.lastSign = Date.now()
    const given = parsed.data
    if (given.type === 'agent.start_listening' || given.type === 'agent.stop_listening')
      session.listening = given.type === 'agent.start_listening'
    if (given.type === 'agent.speak') {
      const eventId = given.event_id ?? 'none'
      const bytes = Buffer.from(given.audio, 'base64').length
      const known = speaking(eventId)
      if (known !== undefined) known.bytes += bytes
      else {
        session.spoken.push({ eventId, bytes, ended: false, interrupted: false })
        line.send({ type: 'agent.speak_started', event_id: eventId, task: { id: eventId } })
      }
    }
    // Without this the avatar keeps waiting for more.
    if (given.type === 'agent.speak_end') {
      const spoken = speaking(given.event_id ?? 'none')
      if (spoken !== undefined) after((spoken.bytes / bytesPerSecond / world.settings.speed) * 1000, () => over(spoken))
    }
    if (given.type === 'agent.interrupt')
      for (const spoken of session.spoken.filter(({ ended }) => !ended)) {
        spoken.interrupted = true
        over(spoken)
      }
  }

  line.send({ type: 'session.state_updated', state: 'connecting' })
  after(world.settings.connectMs, () => {
    session.state = 'connected'
    line.send({ type: 'session.state_updated', state: 'connected' })
  })
  after((session.maxSeconds / world.settings.speed) * 1000, () => session.close('its time was over'))
  const watch = (): void => {
    const left = session.lastSign + world.settings.idleSeconds * 1000 - Date.now()
    if (left <= 0) session.close('idle')
    else after(left, watch)
  }
  watch()
}

const asJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
