import { useQuery } from '@tanstack/react-query'
import { mixDown, peaksOf, soundAt, wavOf, type Placed, type Sound } from './timeline.ts'

/** Speech needs no more, and an hour of it fits into a page. */
const rate = 16_000
const parts = 1600

export interface CallSound {
  readonly file: Blob
  readonly peaks: Float32Array
  readonly seconds: number
  /** How many recordings could not be read. */
  readonly missing: number
}

/** All recordings of a call on one track, on the clock of the call. Null for a call without any. */
export function useSound(sessionId: string, placed: readonly Placed[]) {
  const recorded = placed.filter(({ turn }) => turn.audioUrl !== null)
  return useQuery({
    queryKey: ['call sound', sessionId, recorded.map(({ turn }) => turn.id)],
    enabled: recorded.length > 0,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
    queryFn: async (): Promise<CallSound> => {
      const decoder = new OfflineAudioContext(1, 1, rate)
      const read = async (one: Placed): Promise<Sound | null> => {
        try {
          const answer = await fetch(one.turn.audioUrl ?? '', { credentials: 'same-origin' })
          if (!answer.ok) return null
          const sound = await decoder.decodeAudioData(await answer.arrayBuffer())
          return soundAt(one, sound.getChannelData(0), rate)
        } catch {
          // One recording that cannot be read leaves a silence, not a call without sound.
          return null
        }
      }
      const sounds: (Sound | null)[] = []
      for (const one of recorded) sounds.push(await read(one))
      const found = sounds.filter((sound) => sound !== null)
      if (found.length === 0) throw new Error('No recording of this call could be read.')
      const track = mixDown(found, placed.at(-1)?.to ?? 0, rate)
      return {
        file: wavOf(track, rate),
        peaks: peaksOf(track, parts),
        seconds: track.length / rate,
        missing: sounds.length - found.length,
      }
    },
  })
}
