import type { Clip } from '@greenroom/contract/rehearsals.ts'
import { useCallback, useEffect, useRef, useState } from 'react'
import { remember, remembered } from '#lib/remembered.ts'
import { useStore } from '#lib/store.ts'
import { browserMayListen, houseListens } from '../parts/consents.ts'
import { readClip, type Abilities } from '../roleplays.api.ts'
import { makeClipDesk } from './clip-desk.ts'
import { makeDictation } from './dictation.ts'
import { makeTurnSense } from './end-of-turn.ts'
import type { KeptClip } from './kept-clips.ts'
import { forgetPieces, holdTurn, keepPiece } from './kept-pieces.ts'
import { openMicrophone, type Microphone } from './microphone.ts'
import type { CallDesk } from './use-call.ts'
import { useUnfinished } from './use-unfinished.ts'

export type TalkWay = 'push' | 'free'
export const pauses = [800, 1400, 2500] as const
/** While nobody talks, a hands-free recording begins anew so often: what is kept has hardly any silence before it. */
const freshEveryMs = 1000
const shortestMs = 350
const pollMs = 1500

/** The spoken side of a call: microphone, turns, recordings on their way and their words. */
export function useTalk(call: CallDesk, known: Abilities) {
  const { rehearsal, clock, say, interrupt } = call
  const { roleplay, openClips, nextTurn } = rehearsal
  const [microphone, setMicrophone] = useState<Microphone | null>(null)
  const [opening, setOpening] = useState(false)
  const [refusal, setRefusal] = useState<string | null>(null)
  const [recording, setRecording] = useState(false)
  const [tooShort, setTooShort] = useState(false)
  const [interim, setInterim] = useState('')
  const [way, setWay] = useState<TalkWay>(() => (remembered('talk-way') === 'free' ? 'free' : 'push'))
  const [pauseMs, setPauseMs] = useState<number>(() => Number(remembered('talk-pause') ?? pauses[1]))
  const mine = useRef<{ id: string; startMs: number; turn: number; release: () => void } | null>(null)
  useEffect(() => () => mine.current?.release(), [])

  const served = houseListens(known)
  const dictates = !served && browserMayListen()
  const heardSoFar = useRef<string | null>(dictates ? '' : null)
  const [dictation] = useState(() => {
    const onHeard = (text: string): void => {
      heardSoFar.current = text
      setInterim(text)
    }
    return dictates ? makeDictation(roleplay.language, onHeard) : null
  })

  /** What has words is said by itself, and once: the call may be shown as it was for a moment after it went on. */
  const saidClips = useRef(new Set<string>())
  const arrived = useCallback(
    (clip: Clip, kept: KeptClip): void => {
      const written = clip.state === 'waiting' || clip.state === 'running'
      if (kept.heard === null || kept.heard === '' || written || kept.turn !== nextTurn) return
      saidClips.current.add(clip.id)
      say({ text: kept.heard, source: 'browser', clipId: clip.id, startMs: clip.startMs, endMs: clip.endMs })
    },
    [say, nextTurn],
  )
  const later = useRef(arrived)
  useEffect(() => {
    later.current = arrived
  }, [arrived])
  const [desk] = useState(() => makeClipDesk(roleplay.id, (clip, kept) => later.current(clip, kept)))
  const onTheirWay = useStore(desk.store)
  useEffect(() => {
    const resume = (): void => void desk.resume()
    resume()
    addEventListener('online', resume)
    return () => {
      removeEventListener('online', resume)
      desk.end()
    }
  }, [desk])

  const unfinished = useUnfinished({ sessionId: roleplay.id, nextTurn, clock, send: desk.add })
  const cutOff = unfinished.offered.length > 0

  // What the house has written down is said by itself; what it is still at is asked for again.
  const { pending, problem } = call.sending
  const ready = openClips.find(({ turnNumber, state }) => turnNumber === nextTurn && state === 'ready')
  const writing = openClips.find(({ state }) => state === 'waiting' || state === 'running')
  const { transcriber } = known.abilities
  useEffect(() => {
    if (ready === undefined || pending !== null || transcriber === 'none' || (ready.text ?? '').trim() === '') return
    if (saidClips.current.has(ready.id)) return
    saidClips.current.add(ready.id)
    say({
      text: ready.text ?? '',
      source: transcriber,
      clipId: ready.id,
      startMs: ready.startMs,
      endMs: ready.endMs,
    })
  }, [ready, pending, transcriber, say])
  const writingId = writing?.id
  useEffect(() => {
    if (writingId === undefined) return undefined
    const timer = setInterval(() => void readClip(roleplay.id, writingId).catch(() => undefined), pollMs)
    return () => clearInterval(timer)
  }, [writingId, roleplay.id])

  const open = async (deviceId: string | null): Promise<void> => {
    setOpening(true)
    setRefusal(null)
    try {
      microphone?.close()
      setMicrophone(null)
      setMicrophone(await openMicrophone(deviceId))
      if (deviceId !== null) remember('microphone', deviceId)
    } catch (reason) {
      setRefusal(reason instanceof DOMException ? reason.name : 'NotReadableError')
    } finally {
      setOpening(false)
    }
  }
  useEffect(() => () => microphone?.close(), [microphone])

  const busy = pending !== null || writing !== undefined || onTheirWay.length > 0
  const free =
    call.talking &&
    !busy &&
    !cutOff &&
    microphone !== null &&
    !openClips.some(({ turnNumber }) => turnNumber === nextTurn)
  const begin = useCallback((): void => {
    if (microphone === null || !free || mine.current !== null) return
    interrupt()
    setTooShort(false)
    setInterim('')
    if (!microphone.recording()) {
      microphone.record()
      dictation?.start()
    }
    const began = { id: crypto.randomUUID(), startMs: clock.now(), turn: nextTurn }
    mine.current = { ...began, release: holdTurn(began.id) }
    // Kept as it is recorded: this page may be gone before the turn is over.
    microphone.follow((sound, place) => {
      const { id: clipId, startMs, turn } = began
      const piece = { clipId, place, sessionId: roleplay.id, turn, startMs, endMs: clock.now(), sound }
      void keepPiece({ ...piece, heard: heardSoFar.current, recordedAt: Date.now() })
    })
    setRecording(true)
  }, [clock, dictation, free, interrupt, microphone, nextTurn, roleplay.id])
  /** `silenceMs`: so long nothing was said any more. */
  const finish = useCallback(
    async (silenceMs = 0): Promise<void> => {
      const began = mine.current
      if (microphone === null || began === null) return
      mine.current = null
      setRecording(false)
      const overMs = clock.now()
      const [recorded, heard] = await Promise.all([microphone.finish(), dictation?.finish() ?? null])
      setInterim('')
      if (heardSoFar.current !== null) heardSoFar.current = ''
      if (recorded === null || overMs - began.startMs < shortestMs) {
        began.release()
        void forgetPieces(began.id)
        return setTooShort(true)
      }
      await desk.add({
        id: began.id,
        sessionId: roleplay.id,
        turn: began.turn,
        startMs: began.startMs,
        endMs: Math.max(began.startMs, overMs - silenceMs),
        audio: recorded.audio,
        heard,
        recordedAt: Date.now(),
      })
      began.release()
    },
    [clock, desk, dictation, microphone, roleplay.id],
  )

  // Hands-free: the level tells when a turn begins and ends. The customer may be talked over.
  const customerTalks = useRef(false)
  useEffect(() => {
    customerTalks.current = call.speaking && call.aloud
  }, [call.speaking, call.aloud])
  useEffect(() => {
    if (way !== 'free' || microphone === null || !free) return undefined
    const sense = makeTurnSense(pauseMs, () => customerTalks.current)
    let freshAt = performance.now()
    microphone.record()
    dictation?.start()
    const stop = microphone.listen((level) => {
      const at = performance.now()
      const sign = sense.hear({ level, at })
      if (sign === 'begin') begin()
      if (sign === 'end') void finish(pauseMs)
      if (!sense.speaking() && mine.current === null && at - freshAt > freshEveryMs) {
        freshAt = at
        microphone.restart()
      }
    })
    return () => {
      stop()
      if (mine.current === null) {
        void microphone.finish()
        dictation?.cancel()
      }
    }
  }, [way, microphone, free, pauseMs, begin, finish, dictation])

  // Recordings of the present turn that have no words, and those of turns that somebody else has said.
  const wordless = openClips.filter(
    ({ turnNumber, state, text, id }) =>
      turnNumber === nextTurn &&
      id !== pending?.clipId &&
      (state === 'none' ||
        state === 'failed' ||
        state === 'unknown' ||
        // Without words, or with words that the house refused.
        (state === 'ready' && ((text ?? '').trim() === '' || problem !== null))),
  )
  const stray = openClips.filter(({ turnNumber, id }) => turnNumber !== nextTurn && id !== pending?.clipId)
  const { hold } = call
  /** A recording waits for a person: nothing new is said before that. */
  const undecided = cutOff || wordless.length > 0
  const held = busy || undecided
  useEffect(() => hold(held), [hold, held])

  return {
    microphone,
    opening,
    refusal,
    recording,
    tooShort,
    interim,
    way,
    pauseMs,
    busy,
    undecided,
    ready: free,
    writing,
    onTheirWay,
    wordless,
    stray,
    unfinished,
    open,
    close: (): void => setMicrophone(null),
    begin,
    finish,
    dropHere: desk.drop,
    setWay: (next: TalkWay): void => {
      setWay(next)
      remember('talk-way', next)
    },
    setPauseMs: (next: number): void => {
      setPauseMs(next)
      remember('talk-pause', String(next))
    },
  }
}
export type Talk = ReturnType<typeof useTalk>
