import { voiceTokenSeconds } from '@greenroom/contract/rehearsal-live.ts'

const lifeMs = voiceTokenSeconds * 1000
/** From then on another one is asked for while the old one is still good. */
const renewsAfterMs = (lifeMs * 2) / 3
/** It has to arrive before it ends. */
const travelsMs = 5000

/** The house's token to hear the customer while the voice is made, there before a line asks for it. */
export function makeVoiceToken(ask: () => Promise<string>, time: () => number = Date.now) {
  let held: { readonly token: string; readonly askedAt: number } | null = null
  let coming: Promise<string> | null = null

  const fresh = async (): Promise<string> => {
    const askedAt = time()
    const token = await ask()
    held = { token, askedAt }
    return token
  }
  const renew = (): Promise<string> => {
    coming ??= fresh().finally(() => {
      coming = null
    })
    return coming
  }
  const age = (): number => (held === null ? Number.POSITIVE_INFINITY : time() - held.askedAt)

  return {
    /** A line may be due: sees to it that its token is there. */
    ahead: (): void => {
      // What went wrong is told to the line, which asks once more.
      if (age() >= renewsAfterMs) renew().catch(() => undefined)
    },
    /** Rejects when the house gives none. */
    now: async (): Promise<string> => (held !== null && age() < lifeMs - travelsMs ? held.token : renew()),
    /** Another one than this one, which the house did not take. */
    insteadOf: (refused: string): Promise<string> => {
      if (held !== null && held.token !== refused) return Promise.resolve(held.token)
      held = null
      return renew()
    },
  }
}
export type VoiceToken = ReturnType<typeof makeVoiceToken>
