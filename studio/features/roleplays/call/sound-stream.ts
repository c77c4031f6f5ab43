/** What the house sends while a voice is made: 16 bit, little-endian, one channel, so many samples a second. */
const rate = 24_000
/** The first piece waits so long for the next ones: a short hiccup of the line is not heard. */
const leadSeconds = 0.15
/** A browser that does not let a page play anything says nothing about it. */
const startsWithinMs = 1000

/** Bytes as they come, as samples from -1 to 1. A sample that is cut in two waits for its other half. */
export function makeSamples(): (bytes: Uint8Array) => Float32Array<ArrayBuffer> {
  let half: number | null = null
  return (bytes) => {
    const all = new Uint8Array((half === null ? 0 : 1) + bytes.length)
    if (half !== null) all[0] = half
    all.set(bytes, half === null ? 0 : 1)
    half = all.length % 2 === 1 ? (all.at(-1) ?? null) : null
    const view = new DataView(all.buffer)
    const samples = new Float32Array(Math.floor(all.length / 2))
    for (let place = 0; place < samples.length; place += 1) samples[place] = view.getInt16(place * 2, true) / 32_768
    return samples
  }
}

/** When a piece of so many seconds begins: where the one before ends, or, when that is over, in a moment. */
export function makeTimes(): (now: number, seconds: number) => number {
  let end = 0
  return (now, seconds) => {
    const start = end > now ? end : now + leadSeconds
    end = start + seconds
    return start
  }
}

/**
 * Plays a voice while it arrives. `over` resolves when all of it was heard, and rejects when it broke off or may not be
 * played; `stop` ends it at once and lets go of the line.
 */
export function playSound(
  sound: ReadableStream<Uint8Array>,
  context: AudioContext,
  output: AudioNode,
): { over: Promise<void>; stop: () => void } {
  const reader = sound.getReader()
  const playing = new Set<AudioBufferSourceNode>()
  let stopped = false
  const stop = (): void => {
    if (stopped) return
    stopped = true
    for (const piece of playing) piece.stop()
    reader.cancel().catch(() => undefined)
  }
  const play = (samples: Float32Array<ArrayBuffer>, start: number): Promise<void> =>
    new Promise((resolve) => {
      const buffer = new AudioBuffer({ length: samples.length, sampleRate: rate })
      buffer.copyToChannel(samples, 0)
      const piece = new AudioBufferSourceNode(context, { buffer })
      playing.add(piece)
      piece.onended = () => {
        playing.delete(piece)
        resolve()
      }
      piece.connect(output)
      piece.start(start)
    })
  const run = async (): Promise<void> => {
    await Promise.race([context.resume(), new Promise((resolve) => setTimeout(resolve, startsWithinMs))])
    if (context.state !== 'running') throw new Error('This page may not play anything.')
    const samplesOf = makeSamples()
    const timeOf = makeTimes()
    let last: Promise<void> | null = null
    for (let next = await reader.read(); !next.done && !stopped; next = await reader.read()) {
      const samples = samplesOf(next.value)
      if (samples.length > 0) last = play(samples, timeOf(context.currentTime, samples.length / rate))
    }
    if (last === null) throw new Error('There was nothing to hear.')
    await last
  }
  return {
    over: run().catch((reason: unknown) => {
      stop()
      throw reason
    }),
    stop,
  }
}
