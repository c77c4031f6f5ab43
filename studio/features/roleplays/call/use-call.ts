import type { Rehearsal, SpokenTurn } from '@greenroom/contract/rehearsals.ts'
import { useCallback, useEffect, useRef, useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { keptWordsKey } from '#lib/kept-bytes.ts'
import { queryClient, queryOf } from '#lib/queries.ts'
import { remember, remembered } from '#lib/remembered.ts'
import { useStore } from '#lib/store.ts'
import { calls } from '#messages/calls.ts'
import { announce } from '#patterns/live-region.tsx'
import { houseShowsFace, houseSpeaks } from '../parts/consents.ts'
import {
  endFace,
  hangUp,
  openFace,
  openVoice,
  pauseCall,
  sayTurn,
  voiceFor,
  type Abilities,
  type WantedTurn,
} from '../roleplays.api.ts'
import { makeClock } from './clock.ts'
import { makeLiveFace, pcmOf } from './live-face.ts'
import { connectFace } from './live-face-session.ts'
import { makeOutbox } from './outbox.ts'
import { hasVoice, makeVoice, type Mouth } from './voice.ts'
import { makeVoiceToken } from './voice-token.ts'

/** What a turn of a call is made of, besides its number and the clock. */
export interface Words {
  readonly text: string
  readonly source: WantedTurn['source']
  readonly clipId?: string
  readonly startMs?: number
  readonly endMs?: number
}

const inAWhile = (work: () => void, milliseconds: number): (() => void) => {
  const timer = setTimeout(work, milliseconds)
  return () => clearTimeout(timer)
}
/** More than the 300 ms from which on talking over somebody counts. */
const fallsSilentMs = 400

const latest = (turns: readonly SpokenTurn[]): SpokenTurn | undefined =>
  turns.findLast(({ speaker }) => speaker === 'customer')

/** Everything that happens in a running call, except the microphone. One for as long as its page is open. */
export function useCall(rehearsal: Rehearsal, known: Abilities) {
  const { roleplay } = rehearsal
  const { id, language, mode, customerName } = roleplay
  const { room } = useMessages(calls)
  const now = useRef(rehearsal)
  useEffect(() => {
    now.current = rehearsal
  }, [rehearsal])
  const [mouth] = useState<Mouth>(() => ({ open: 0 }))
  const [clock] = useState(() => makeClock(rehearsal.talkMs, () => performance.now()))
  const [face] = useState(() =>
    makeLiveFace({
      open: () => openFace(id),
      end: (faceId) => endFace(id, faceId),
      connect: connectFace,
      sound: pcmOf,
      later: inAWhile,
    }),
  )
  const [voice] = useState(() => makeVoice(language, mouth, face))
  const [aloud, setAloud] = useState(() => remembered(`aloud-${mode}`) !== (mode === 'spoken' ? 'no' : null))
  const [unheard, setUnheard] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  /** When the customer's last line was played, for pauses and interruptions. */
  const heard = useRef<{ startMs: number; endMs: number } | null>(null)
  const loud = useRef(aloud)
  useEffect(() => {
    loud.current = aloud
  }, [aloud])

  /** The line that is to be heard now; answering it ends the wait for its voice. */
  const line = useRef<string | null>(null)
  const voiced = mode === 'spoken' && houseSpeaks(known)
  const [token] = useState(() => makeVoiceToken(() => openVoice(id)))
  const live = voiced && known.abilities.voiceIsLive ? token : null
  /** A line is due sooner or later: nothing of it waits for its token. */
  const expectLine = useCallback((): void => {
    if (loud.current) live?.ahead()
  }, [live])
  const [awaited, setAwaited] = useState(false)
  const play = useCallback(
    async (said: SpokenTurn): Promise<void> => {
      line.current = said.id
      const wanted = (): boolean => line.current === said.id && loud.current
      const found: { audioUrl: string | null; sound?: ReadableStream<Uint8Array> } = { audioUrl: said.audioUrl }
      if (voiced && found.audioUrl === null && wanted()) {
        setAwaited(true)
        // A face takes a line in one piece.
        const way = { live, whole: face.ready() }
        Object.assign(found, await voiceFor(id, said.id, way, wanted).catch(() => null))
        setAwaited(false)
      }
      const { audioUrl, sound } = found
      if (!wanted()) await sound?.cancel()
      if (line.current !== said.id) return
      const times = { startMs: clock.now(), endMs: clock.now() }
      // Who answers before the line is over has heard it so far.
      const audible = loud.current && (audioUrl !== null || sound !== undefined || hasVoice(language))
      if (audible) heard.current = times
      const spoken = await voice.speak({ text: said.text, ...found }, loud.current)
      times.endMs = Math.max(times.startMs, clock.now())
      if (!loud.current) return
      setUnheard(!spoken.heard)
      if (!spoken.heard && heard.current === times) heard.current = null
    },
    [clock, face, id, language, live, voice, voiced],
  )

  const [outbox] = useState(() =>
    makeOutbox({
      read: () => remembered(keptWordsKey + id),
      write: (text) => remember(keptWordsKey + id, text),
      later: inAWhile,
      look: async () =>
        (
          await queryClient.fetchQuery({
            ...queryOf('GET /api/sessions/:sessionId', { params: { sessionId: id } }),
            staleTime: 0,
          })
        ).turns,
      send: async (turn) => {
        const { answer } = await sayTurn(id, turn)
        if (answer === null) return
        announce(room.said(customerName, answer.text))
        void play(answer)
      },
    }),
  )
  const sending = useStore(outbox.store)
  const speaking = useStore(voice.state) === 'speaking'

  useEffect(() => {
    const resume = (): void => outbox.resume()
    resume()
    addEventListener('online', resume)
    // Nobody unmounts anything when the tab is closed, and a face costs by the minute.
    addEventListener('pagehide', face.close)
    return () => {
      removeEventListener('online', resume)
      removeEventListener('pagehide', face.close)
      outbox.end()
      voice.close()
      face.close()
    }
  }, [face, outbox, voice])
  // The clock runs while people talk: not before, not while the call is paused, and not after it.
  const open = !roleplay.paused && !roleplay.callEnded && roleplay.status === 'in_progress'
  const talking = rehearsal.nextTurn > 0 && open
  // Neither does it count what people do not hear: a turn on its way, a recording that is being put into words.
  const [held, setHeld] = useState(false)
  const counts = talking && !held && sending.pending === null
  useEffect(() => clock.run(counts), [clock, counts])
  useEffect(() => {
    if (open && aloud) expectLine()
  }, [aloud, expectLine, open])
  // Who is hung up on hears it; who pauses or hangs up has heard enough.
  const hungUpOn = roleplay.callEnded && roleplay.outcome !== 'hung_up'
  useEffect(() => {
    if (!talking && !hungUpOn) voice.stop()
  }, [hungUpOn, talking, voice])
  // A face costs by the minute.
  const faceIsDone = !talking && !(hungUpOn && (awaited || speaking))
  useEffect(() => {
    if (faceIsDone) face.close()
  }, [face, faceIsDone])
  useEffect(() => clock.atLeast(rehearsal.talkMs), [clock, rehearsal.talkMs])

  const say = useCallback(
    (words: Words): boolean => {
      line.current = null
      expectLine()
      if (voice.state.get() === 'speaking' && heard.current !== null) heard.current.endMs = clock.now()
      voice.stop()
      const turn: WantedTurn = {
        turnId: crypto.randomUUID(),
        number: now.current.nextTurn,
        text: words.text,
        source: words.source,
        clipId: words.clipId ?? null,
        startMs: words.startMs ?? null,
        endMs: words.endMs ?? null,
        talkMs: clock.now(),
        heard: heard.current,
      }
      heard.current = null
      return outbox.say(turn)
    },
    [clock, expectLine, outbox, voice],
  )
  /** Somebody began to talk: the customer falls silent, as late as people do, so that an interruption is one. */
  const interrupt = useCallback((): void => {
    line.current = null
    expectLine()
    if (voice.state.get() === 'speaking') setTimeout(voice.stop, fallsSilentMs)
  }, [expectLine, voice])
  const trying = (act: Promise<unknown>): void => {
    setProblem(null)
    act.catch(setProblem)
  }
  return {
    rehearsal,
    mouth,
    face: mode === 'spoken' && houseShowsFace(known) ? face : null,
    clock,
    outbox,
    sending,
    speaking,
    /** The customer's voice is on its way. */
    awaited,
    talking,
    aloud,
    unheard,
    problem,
    say,
    interrupt,
    /** Stops the clock while words are looked for. */
    hold: setHeld,
    setAloud: (on: boolean): void => {
      setAloud(on)
      remember(`aloud-${mode}`, mode === 'spoken' ? (on ? null : 'no') : on ? 'yes' : null)
      if (!on) voice.stop()
    },
    replay: (): void => {
      const last = latest(now.current.turns)
      if (last !== undefined) void voice.speak(last, true)
    },
    setPaused: (paused: boolean): void => {
      voice.stop()
      clock.run(!paused)
      trying(pauseCall(id, paused, clock.now()))
    },
    hangUp: async (): Promise<void> => {
      voice.stop()
      await hangUp(id)
    },
  }
}
export type CallDesk = ReturnType<typeof useCall>
