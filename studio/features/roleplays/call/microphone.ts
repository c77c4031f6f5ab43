import { makeStore } from '#lib/store.ts'
import { rootMeanSquare } from './voice.ts'

/** In this order: what most browsers write, then Safari. */
const wanted = ['audio/webm;codecs=opus', 'audio/webm', 'audio/mp4']
export const canRecord = (): boolean =>
  'MediaRecorder' in globalThis && 'mediaDevices' in navigator && recordedAs() !== null
const recordedAs = (): string | null => wanted.find((type) => MediaRecorder.isTypeSupported(type)) ?? null

/** So long is a piece of a recording: no more is lost when the page goes away. */
const pieceMs = 500

export interface Recording {
  readonly audio: Blob
}

/** An open microphone: a level to be shown, and recordings of one turn each. */
export interface Microphone {
  /** Tells the loudness from 0 to 1 some twenty-five times a second, also while it stays the same. */
  readonly listen: (heard: (level: number) => void) => () => void
  readonly record: () => void
  /** Tells every piece of the present recording, also those before now, until it is finished. */
  readonly follow: (piece: (sound: Blob, place: number) => void) => void
  readonly recording: () => boolean
  /** Null when nothing was being recorded. */
  readonly finish: () => Promise<Recording | null>
  /** Begins the recording anew: nothing worth keeping was said. */
  readonly restart: () => void
  /** True when the microphone was unplugged or taken away. */
  readonly lost: ReturnType<typeof makeStore<boolean>>
  readonly close: () => void
}

/** Asks for the microphone. Throws the browser's DOMException: `NotAllowedError`, `NotFoundError`, `NotReadableError`. */
export async function openMicrophone(deviceId: string | null): Promise<Microphone> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: {
      // The customer's voice comes out of the same machine.
      echoCancellation: true,
      noiseSuppression: true,
      autoGainControl: true,
      ...(deviceId === null ? {} : { deviceId: { ideal: deviceId } }),
    },
  })
  const context = new AudioContext()
  await context.resume()
  const source = context.createMediaStreamSource(stream)
  const analyser = new AnalyserNode(context, { fftSize: 1024 })
  source.connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  const listeners = new Set<(level: number) => void>()
  const lost = makeStore(false)
  for (const track of stream.getTracks()) track.onended = () => lost.set(true)
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples)
    const level = rootMeanSquare(samples)
    for (const heard of listeners) heard(level)
  }, 40)

  let recorder: MediaRecorder | null = null
  let chunks: Blob[] = []
  let follower: ((sound: Blob, place: number) => void) | null = null
  const record = (): void => {
    if (recorder !== null) return
    const mimeType = recordedAs()
    const mine: Blob[] = []
    chunks = mine
    recorder = new MediaRecorder(stream, {
      ...(mimeType === null ? {} : { mimeType }),
      audioBitsPerSecond: 32_000,
    })
    recorder.ondataavailable = ({ data }) => {
      if (data.size === 0) return
      mine.push(data)
      if (chunks === mine) follower?.(plain(data, recorder?.mimeType ?? data.type), mine.length - 1)
    }
    recorder.start(pieceMs)
  }
  const finish = (): Promise<Recording | null> => {
    const ending = recorder
    const parts = chunks
    recorder = null
    follower = null
    if (ending === null) return Promise.resolve(null)
    return new Promise((resolve) => {
      ending.onstop = () => {
        const type = typeOf(ending.mimeType)
        resolve(parts.length === 0 ? null : { audio: new Blob(parts, { type }) })
      }
      if (ending.state === 'inactive') ending.onstop(new Event('stop'))
      else ending.stop()
    })
  }
  return {
    listen: (heard) => {
      listeners.add(heard)
      return () => listeners.delete(heard)
    },
    lost,
    record,
    follow: (piece) => {
      for (const [place, sound] of chunks.entries()) piece(plain(sound, recorder?.mimeType ?? sound.type), place)
      follower = piece
    },
    finish,
    recording: () => recorder !== null,
    restart: () => {
      void finish()
      record()
    },
    close: () => {
      clearInterval(timer)
      void finish()
      for (const track of stream.getTracks()) {
        track.onended = null
        track.stop()
      }
      void context.close()
    },
  }
}

/** The house takes the kind of file without its parameters. */
const typeOf = (mimeType: string): string => (mimeType || 'audio/webm').split(';')[0] ?? 'audio/webm'
const plain = (sound: Blob, mimeType: string): Blob => sound.slice(0, sound.size, typeOf(mimeType))

export interface MicrophoneChoice {
  readonly id: string
  readonly name: string
}
/** Their names are known only after the browser has been allowed to use one. */
export async function listMicrophones(): Promise<MicrophoneChoice[]> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices
    .filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== '')
    .map(({ deviceId, label }) => ({ id: deviceId, name: label }))
}
