import { useEffect, useRef } from 'react'
import { useMediaQuery } from '#features/projects/media-query.ts'
import { cn } from '#ui/cn.ts'
import type { Mouth } from './voice.ts'

/** What a drawn customer looks like: chosen by the name, so that the same customer always has the same face. */
const skins = ['#f2c9a8', '#e3ab82', '#c98a5f', '#9c6440', '#f6d7bd'] as const
const hairs = ['#2d2620', '#5b3b25', '#8a5a2f', '#b98a4a', '#6d6b70'] as const
const coats = ['#39545c', '#5a4a6b', '#46603f', '#7a4c43', '#3f4b74'] as const
const rooms = ['#7fa8a0', '#9aa0c0', '#c0a58b', '#8fae83', '#b08f9f'] as const

function numberOf(text: string): number {
  let sum = 7
  for (const letter of text) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973
  return sum
}
const pick = <T,>(list: readonly [T, ...T[]], number: number): T => list[number % list.length] ?? list[0]

export type Mood = 'ready' | 'speaking' | 'thinking' | 'listening' | 'paused'

/**
 * The customer, drawn. The mouth follows the voice and the eyes blink; for people who asked for less motion it sits still.
 * It shows no feelings: what the customer thinks of the call is hidden.
 */
export function Face(props: { name: string; label: string; mood: Mood; mouth: Mouth; className?: string }) {
  const number = numberOf(props.name)
  const skin = pick(skins, number)
  const hair = pick(hairs, number >> 2)
  const coat = pick(coats, number >> 3)
  const still = useMediaQuery('(prefers-reduced-motion: reduce)')
  const lips = useRef<SVGEllipseElement>(null)
  const eyes = useRef<SVGGElement>(null)
  const head = useRef<SVGGElement>(null)
  const { mouth, mood } = props
  useEffect(() => {
    if (still) return undefined
    let frame = 0
    let shown = 0
    const draw = (now: number): void => {
      shown += (mouth.open - shown) * 0.35
      lips.current?.setAttribute('ry', (1.6 + shown * 10).toFixed(2))
      lips.current?.setAttribute('rx', (15 - shown * 3).toFixed(2))
      // Twice in about nine seconds, at uneven distances.
      const beat = now % 9300
      const shut = Math.min(Math.abs(beat - 1200), Math.abs(beat - 6100)) < 90
      eyes.current?.setAttribute('transform', shut ? 'translate(0 96) scale(1 0.08)' : 'translate(0 96)')
      const sway = mood === 'paused' ? 0 : Math.sin(now / 1700) * 1.1 + shown * Math.sin(now / 160) * 0.6
      head.current?.setAttribute(
        'transform',
        `translate(0 ${(shown * -1.2).toFixed(2)}) rotate(${sway.toFixed(2)} 120 190)`,
      )
      frame = requestAnimationFrame(draw)
    }
    frame = requestAnimationFrame(draw)
    return () => cancelAnimationFrame(frame)
  }, [still, mouth, mood])
  const long = number % 2 === 0
  return (
    <svg
      viewBox="0 0 240 240"
      role="img"
      aria-label={props.label}
      className={cn('block', mood === 'paused' && 'opacity-60 saturate-50', props.className)}
    >
      <rect width="240" height="240" fill={pick(rooms, number >> 1)} />
      <rect width="240" height="240" fill="url(#face-light)" />
      <defs>
        <radialGradient id="face-light" cx="0.3" cy="0.15" r="1">
          <stop offset="0" stopColor="#fff" stopOpacity="0.35" />
          <stop offset="1" stopColor="#000" stopOpacity="0.3" />
        </radialGradient>
      </defs>
      <path d="M28 240c4-44 40-62 92-62s88 18 92 62Z" fill={coat} />
      <path d="M98 178l22 26 22-26-6-14h-32Z" fill="#f4f1ea" />
      <g ref={head}>
        {long && <path d="M62 112c0-52 24-74 58-74s58 22 58 74c0 30-4 52-12 66H74c-8-14-12-36-12-66Z" fill={hair} />}
        <path d="M102 150h36v26c0 12-36 12-36 0Z" fill={skin} />
        <path d="M102 160c10 8 26 8 36 0v8c-10 8-26 8-36 0Z" fill="#000" opacity="0.12" />
        <ellipse cx="120" cy="110" rx="47" ry="57" fill={skin} />
        <ellipse cx="73" cy="114" rx="7" ry="12" fill={skin} />
        <ellipse cx="167" cy="114" rx="7" ry="12" fill={skin} />
        <path
          d={
            long
              ? 'M71 104c1-40 20-58 50-58s47 20 48 58c-7-12-16-22-27-30-22 2-46 4-58 8-6 6-10 14-13 22Z'
              : 'M72 100c-2-40 20-58 48-58s50 18 48 58c-6-14-12-22-20-28-18 6-40 6-56 0-8 6-14 14-20 28Z'
          }
          fill={hair}
        />
        <path d="M88 84q10-6 20-1M132 83q10-5 20 1" stroke={hair} strokeWidth="4" strokeLinecap="round" fill="none" />
        <g ref={eyes} transform="translate(0 96)">
          <ellipse cx="99" cy="0" rx="8" ry="6" fill="#fff" />
          <ellipse cx="141" cy="0" rx="8" ry="6" fill="#fff" />
          <circle cx="99.5" cy="0.4" r="4" fill="#2b2a2a" />
          <circle cx="141.5" cy="0.4" r="4" fill="#2b2a2a" />
        </g>
        <path d="M120 102q-5 16-4 20 4 3 9 0" stroke="#000" strokeOpacity="0.22" strokeWidth="2.5" fill="none" />
        <ellipse ref={lips} cx="120" cy="142" rx="15" ry="1.6" fill="#7c3434" />
      </g>
    </svg>
  )
}
