import { useEffect, useRef } from 'react'
import WaveSurfer from 'wavesurfer.js'
import { useTheme } from '#lib/theme.ts'
import type { CallSound } from './use-sound.ts'

export interface Player {
  readonly toggle: () => void
  readonly seek: (seconds: number, play?: boolean) => void
  readonly by: (seconds: number) => void
  readonly speed: (rate: number) => void
}

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
/** The sound of a whole call as one wave. */
export default function Wave(props: {
  sound: CallSound
  label: string
  onPlayer: (player: Player | null) => void
  onTime: (seconds: number) => void
  onPlaying: (playing: boolean) => void
}) {
  const place = useRef<HTMLDivElement>(null)
  const told = useRef(props)
  const theme = useTheme()
  useEffect(() => {
    told.current = props
  })
  const { sound } = props
  useEffect(() => {
    if (place.current === null) return undefined
    const style = getComputedStyle(document.documentElement)
    const wave = WaveSurfer.create({
      container: place.current,
      height: 88,
      barWidth: 2,
      barGap: 1,
      barRadius: 2,
      normalize: true,
      waveColor: style.getPropertyValue('--muted-foreground'),
      progressColor: style.getPropertyValue('--primary'),
      cursorColor: style.getPropertyValue('--foreground'),
      cursorWidth: 2,
      dragToSeek: true,
      ...(nonce === '' ? {} : { cspNonce: nonce }),
    })
    const drawn = wave.on('ready', () => {
      told.current.onPlayer({
        toggle: () => void wave.playPause(),
        seek: (seconds, play = false) => {
          wave.setTime(Math.min(seconds, wave.getDuration()))
          if (play) void wave.play()
        },
        by: (seconds) => wave.setTime(Math.max(0, Math.min(wave.getCurrentTime() + seconds, wave.getDuration()))),
        speed: (rate) => wave.setPlaybackRate(rate, true),
      })
    })
    wave.on('timeupdate', (seconds) => told.current.onTime(seconds))
    wave.on('play', () => told.current.onPlaying(true))
    wave.on('pause', () => told.current.onPlaying(false))
    void wave.loadBlob(sound.file, [sound.peaks], sound.seconds)
    return () => {
      drawn()
      told.current.onPlayer(null)
      wave.destroy()
    }
    // The colours of a wave are fixed when it is drawn.
  }, [sound, theme])
  return <div ref={place} role="img" aria-label={props.label} className="min-h-22 w-full" />
}
