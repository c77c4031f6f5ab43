import { makeStore } from '#lib/store.ts'
import { endFace, openFace } from '../roleplays.api.ts'

export type FaceState = 'off' | 'opening' | 'ready' | 'failed'

/** What the maker of the face takes: PCM, 16 bit, one channel, so many samples a second, without a header. */
const rate = 24_000
/** A session without a sign of life ends after five minutes. */
const signOfLifeMs = 120_000
const opensWithinMs = 15_000

/**
 * A face that somebody else draws to the customer's voice. It is opened by hand, since it costs money, and whenever it fails
 * the drawn customer is there.
 */
export function makeLiveFace(roleplayId: string) {
  const state = makeStore<FaceState>('off')
  const told = makeStore<{ disclosure: string; sandbox: boolean } | null>(null)
  let close = async (): Promise<void> => undefined
  let say: ((pcm: string) => Promise<void>) | null = null
  let hush = (): void => undefined
  let show: ((video: HTMLVideoElement) => void) | null = null

  const open = async (): Promise<void> => {
    if (state.get() === 'opening' || state.get() === 'ready') return
    state.set('opening')
    try {
      const { faceId, token, apiUrl, sandbox, disclosure } = await openFace(roleplayId)
      const { LiveAvatarSession, SessionEvent, AgentEventsEnum, SessionState } =
        await import('@heygen/liveavatar-web-sdk')
      const session = new LiveAvatarSession(token, { apiUrl, voiceChat: false })
      const alive = setInterval(() => {
        if (session.state === SessionState.CONNECTED) session.keepAlive().catch(() => undefined)
      }, signOfLifeMs)
      close = async () => {
        clearInterval(alive)
        close = async () => undefined
        say = null
        show = null
        // Whether or not its own end is heard, the house ends it too.
        await Promise.allSettled([session.stop(), endFace(roleplayId, faceId)])
      }
      session.on(SessionEvent.SESSION_DISCONNECTED, () => {
        if (state.get() === 'ready') state.set('failed')
        void close()
      })
      // What is sent before the picture is there is dropped without a word.
      const ready = new Promise<void>((resolve, reject) => {
        session.once(SessionEvent.SESSION_STREAM_READY, () => resolve())
        setTimeout(() => reject(new Error('The face did not appear.')), opensWithinMs)
      })
      await Promise.all([session.start(), ready])
      show = (video) => session.attach(video)
      hush = () => session.interrupt()
      say = (pcm) =>
        new Promise((resolve) => {
          session.once(AgentEventsEnum.AVATAR_SPEAK_ENDED, () => resolve())
          session.repeatAudio(pcm)
        })
      told.set({ disclosure, sandbox })
      state.set('ready')
    } catch (reason) {
      await close()
      state.set('failed')
      throw reason
    }
  }

  return {
    state,
    told,
    open,
    close: (): void => {
      state.set('off')
      void close()
    },
    attach: (video: HTMLVideoElement): void => show?.(video),
    hush: (): void => hush(),
    /** Null when there is no face to say it. Resolves when the line is over. */
    say: async (url: string): Promise<void> => {
      if (say === null) throw new Error('There is no face.')
      await say(await pcmOf(url))
    },
    ready: (): boolean => say !== null,
  }
}
export type LiveFace = ReturnType<typeof makeLiveFace>

async function pcmOf(url: string): Promise<string> {
  const answer = await fetch(url, { credentials: 'same-origin' })
  if (!answer.ok) throw new Error(`The voice could not be read: ${answer.status}.`)
  const sound = await new OfflineAudioContext(1, 1, rate).decodeAudioData(await answer.arrayBuffer())
  const samples = sound.getChannelData(0)
  const bytes = new DataView(new ArrayBuffer(samples.length * 2))
  for (const [place, sample] of samples.entries())
    bytes.setInt16(place * 2, Math.round(Math.max(-1, Math.min(1, sample)) * 32_767), true)
  let text = ''
  const all = new Uint8Array(bytes.buffer)
  // In parts: a function takes only so many arguments.
  for (let from = 0; from < all.length; from += 8192) text += String.fromCharCode(...all.subarray(from, from + 8192))
  return btoa(text)
}
