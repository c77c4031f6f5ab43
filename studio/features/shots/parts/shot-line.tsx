import type { ShotType } from '@greenroom/contract/shots.ts'
import type { ReactNode } from 'react'
import { useMessages } from '#lib/messages.ts'
import { shots } from '#messages/shots.ts'
import { Kbd } from '#patterns/kbd.tsx'

/** Key, name, movement and template of a shot type in one row. */
export function ShotLine(props: { shot: ShotType; lead?: ReactNode; children: ReactNode }) {
  const words = useMessages(shots)
  const { shot } = props
  return (
    <div className="flex items-center gap-3 px-3.5 py-3">
      {props.lead}
      <span className="w-6 shrink-0 text-center">{shot.key !== null && <Kbd keys={String(shot.key)} />}</span>
      <div className="min-w-0 flex-1">
        <p className="flex items-baseline gap-2 text-sm font-medium">
          <span className="truncate">{shot.name}</span>
          <span className="text-muted-foreground shrink-0 text-xs font-normal">{words.motions[shot.motion]}</span>
        </p>
        <p
          className="text-muted-foreground mt-0.5 line-clamp-2 text-[0.8125rem] leading-snug"
          title={shot.promptTemplate}
        >
          {shot.promptTemplate}
        </p>
      </div>
      <div className="flex shrink-0">{props.children}</div>
    </div>
  )
}
