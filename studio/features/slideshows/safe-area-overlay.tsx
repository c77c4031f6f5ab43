import { safeBoxOf } from '@greenroom/contract/caption-layout.ts'
import { appFurniture, screen, type CaptionStyle, type Frame } from '@greenroom/contract/caption-style.ts'

/** What the app will cover: roughly its own buttons and words, and the box that stays free. Decoration, told elsewhere. */
export function SafeAreaOverlay({ style, frame }: { style: CaptionStyle; frame: Frame }) {
  const box = safeBoxOf(style, frame)
  const across = frame.width / screen.width
  const down = frame.height / screen.height
  const { width, height } = frame
  const around = `M0 0H${width}V${height}H0Z M${box.left} ${box.top}V${box.bottom}H${box.right}V${box.top}Z`
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className="pointer-events-none absolute inset-0 size-full"
    >
      <path d={around} fillRule="evenodd" className="fill-black/30" />
      <g transform={style.mirrored ? `translate(${width} 0) scale(-1 1)` : undefined}>
        {Object.entries(appFurniture).map(([name, place]) => (
          <rect
            key={name}
            x={place.left * across}
            y={place.top * down}
            width={(place.right - place.left) * across}
            height={(place.bottom - place.top) * down}
            rx={24 * across}
            className="fill-white/15 stroke-white/30"
            strokeWidth={2 * across}
          />
        ))}
      </g>
      <rect
        x={box.left}
        y={box.top}
        width={box.right - box.left}
        height={box.bottom - box.top}
        className="fill-none stroke-white/80"
        strokeWidth={3 * across}
        strokeDasharray={`${18 * across} ${12 * across}`}
      />
    </svg>
  )
}
