/** A session of the maker of the face, as far as a call needs one. */
export interface FaceSession {
  /** Resolves when the picture is there: what is sent before is dropped without a word. */
  readonly start: () => Promise<void>
  readonly attach: (video: HTMLVideoElement) => void
  /** PCM as base64. Resolves when the line was spoken, rejects when the session ended before that. */
  readonly say: (pcm: string) => Promise<void>
  readonly hush: () => void
  /** Called once, when it ends without having been stopped. */
  readonly onGone: (gone: () => void) => void
  readonly stop: () => Promise<void>
}

/** A session without a sign of life ends after five minutes. */
const signOfLifeMs = 120_000

/** Its library is large, so it comes when somebody asks for a face. */
export async function connectFace(token: string, apiUrl: string): Promise<FaceSession> {
  const { LiveAvatarSession, SessionEvent, AgentEventsEnum, SessionState } = await import('@heygen/liveavatar-web-sdk')
  const session = new LiveAvatarSession(token, { apiUrl, voiceChat: false })
  const connected = (): boolean => session.state === SessionState.CONNECTED
  const alive = setInterval(() => {
    if (connected()) session.keepAlive().catch(() => undefined)
  }, signOfLifeMs)
  const gone = new Promise<never>((_, reject) => {
    session.once(SessionEvent.SESSION_DISCONNECTED, () => {
      clearInterval(alive)
      reject(new Error('The session of the face has ended.'))
    })
  })
  // Who waits for something hears of it there.
  gone.catch(() => undefined)
  return {
    start: async () => {
      const ready = new Promise<void>((resolve) => session.once(SessionEvent.SESSION_STREAM_READY, () => resolve()))
      await Promise.race([gone, Promise.all([session.start(), ready])])
    },
    attach: (video) => session.attach(video),
    say: (pcm) => {
      const spoken = new Promise<void>((resolve) => {
        session.once(AgentEventsEnum.AVATAR_SPEAK_ENDED, () => resolve())
      })
      session.repeatAudio(pcm)
      return Promise.race([gone, spoken])
    },
    // Without a connection there is nobody to be hushed.
    hush: () => {
      if (connected()) session.interrupt()
    },
    onGone: (told) => void gone.catch(told),
    stop: async () => {
      clearInterval(alive)
      await session.stop()
    },
  }
}
