import { useEffect, useRef } from 'react'
import WaveSurfer from 'wavesurfer.js'
import RegionsPlugin from 'wavesurfer.js/dist/plugins/regions.esm.js'
import { useTheme } from '#lib/theme.ts'
import type { CallSound } from './use-sound.ts'

export interface Mark {
  readonly id: string
  readonly at: number
  readonly kind: 'technique' | 'fault' | 'note'
  readonly name: string
}
export interface Player {
  readonly toggle: () => void
  readonly seek: (seconds: number, play?: boolean) => void
  readonly by: (seconds: number) => void
  readonly speed: (rate: number) => void
}

type Regions = ReturnType<typeof RegionsPlugin.create>
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
const colours = { technique: 'var(--primary)', fault: 'var(--destructive)', note: 'var(--warning)' } as const

/** The sound of a whole call as one wave, with marks at what was found and noted. */
export default function Wave(props: {
  sound: CallSound
  label: string
  marks: readonly Mark[]
  onPlayer: (player: Player | null) => void
  onTime: (seconds: number) => void
  onPlaying: (playing: boolean) => void
}) {
  const place = useRef<HTMLDivElement>(null)
  const made = useRef<{ regions: Regions } | null>(null)
  const told = useRef(props)
  const theme = useTheme()
  useEffect(() => {
    told.current = props
  })
  const { sound } = props
  useEffect(() => {
    if (place.current === null) return undefined
    const style = getComputedStyle(document.documentElement)
    const regions = RegionsPlugin.create()
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
      plugins: [regions],
      ...(nonce === '' ? {} : { cspNonce: nonce }),
    })
    made.current = { regions }
    const drawn = wave.on('ready', () => {
      drawMarks(regions, told.current.marks)
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
      made.current = null
      told.current.onPlayer(null)
      wave.destroy()
    }
    // The colours of a wave are fixed when it is drawn.
  }, [sound, theme])
  const { marks } = props
  useEffect(() => {
    if (made.current !== null) drawMarks(made.current.regions, marks)
  }, [marks])
  return <div ref={place} role="img" aria-label={props.label} className="min-h-22 w-full" />
}

function drawMarks(regions: Regions, marks: readonly Mark[]): void {
  regions.clearRegions()
  for (const { id, at, kind } of marks)
    regions.addRegion({ id, start: at, color: colours[kind], drag: false, resize: false })
}
