import { makeStore } from '#lib/store.ts'
import type { FaceSession } from './live-face-session.ts'

export type FaceState = 'off' | 'opening' | 'ready' | 'failed'

/** What the maker of the face takes: PCM, 16 bit, one channel, so many samples a second, without a header. */
const rate = 24_000
const opensWithinMs = 15_000

export interface FaceTools {
  /** Asks the house for a session. It costs, so it is asked for once. */
  readonly open: () => Promise<{ faceId: string; token: string; apiUrl: string; sandbox: boolean; disclosure: string }>
  readonly end: (faceId: string) => Promise<unknown>
  readonly connect: (token: string, apiUrl: string) => Promise<FaceSession>
  readonly sound: (url: string) => Promise<string>
  readonly later: (work: () => void, milliseconds: number) => () => void
}

/**
 * A face that somebody else draws to the customer’s voice. It is opened by hand, since it costs money, and whenever it fails
 * the drawn customer is there. Whatever was opened is ended, also when nobody waits for it any more.
 */
export function makeLiveFace(tools: FaceTools) {
  const state = makeStore<FaceState>('off')
  const told = makeStore<{ disclosure: string; sandbox: boolean } | null>(null)
  /** The one that was asked for last; an older one that is still on its way is ended as soon as it is there. */
  let wanted: object | null = null
  let session: FaceSession | null = null
  let end = (): void => undefined

  const close = (next: FaceState): void => {
    wanted = null
    state.set(next)
    end()
  }

  const open = async (): Promise<void> => {
    if (state.get() === 'opening' || state.get() === 'ready') return
    const mine = {}
    wanted = mine
    state.set('opening')
    try {
      const { faceId, token, apiUrl, sandbox, disclosure } = await tools.open()
      let begun: FaceSession | null = null
      end = () => {
        end = () => undefined
        session = null
        // Whether or not its own end is heard, the house ends it too.
        begun?.stop().catch(() => undefined)
        tools.end(faceId).catch(() => undefined)
      }
      if (wanted !== mine) return end()
      const coming = await tools.connect(token, apiUrl)
      if (wanted !== mine) return
      begun = coming
      const start = coming.start()
      // It may come after it was given up, when it could not be stopped yet.
      start.then(() => (wanted === mine ? undefined : coming.stop())).catch(() => undefined)
      await within(opensWithinMs, start)
      if (wanted !== mine) return
      coming.onGone(() => {
        if (wanted === mine) close('failed')
      })
      session = coming
      told.set({ disclosure, sandbox })
      state.set('ready')
    } catch (reason) {
      if (wanted !== mine) return
      close('failed')
      throw reason
    }
  }

  const within = <T>(milliseconds: number, work: Promise<T>): Promise<T> =>
    new Promise((resolve, reject) => {
      const cancel = tools.later(() => reject(new Error('The face did not appear.')), milliseconds)
      work.then(resolve, reject).finally(cancel)
    })

  return {
    state,
    told,
    open,
    close: (): void => close('off'),
    attach: (video: HTMLVideoElement): void => session?.attach(video),
    hush: (): void => session?.hush(),
    /** Resolves when the line is over; rejects when there is no face to say it, or none any more. */
    say: async (url: string): Promise<void> => {
      const speaker = session
      if (speaker === null) throw new Error('There is no face.')
      const pcm = await tools.sound(url)
      if (session !== speaker) throw new Error('The face is gone.')
      await speaker.say(pcm)
    },
    ready: (): boolean => session !== null,
  }
}
export type LiveFace = ReturnType<typeof makeLiveFace>

export async function pcmOf(url: string): Promise<string> {
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
