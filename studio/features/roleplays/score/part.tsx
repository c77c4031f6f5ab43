import type { Rehearsal } from '@greenroom/contract/rehearsals.ts'
import type { Scorecard } from '@greenroom/contract/roleplays.ts'
import type { ReactNode } from 'react'
import type { Score } from '../roleplays.api.ts'

export interface ScoreProps {
  rehearsal: Rehearsal
  score: Score
  card: Scorecard
  mine: boolean
}

/** A part of the scorecard under its heading. */
export function Part(props: { title: string; text?: ReactNode; children: ReactNode }) {
  return (
    <section>
      <h2 className="text-sm font-semibold">{props.title}</h2>
      {props.text !== undefined && <p className="text-muted-foreground mt-0.5 text-[0.8125rem]">{props.text}</p>}
      <div className="mt-3">{props.children}</div>
    </section>
  )
}
