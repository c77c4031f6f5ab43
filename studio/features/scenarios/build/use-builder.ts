import type { ScenarioCard } from '@greenroom/contract/scenario-shelf.ts'
import type { FlowFinding, Scenario } from '@greenroom/contract/scenarios.ts'
import { useCallback, useEffect, useRef, useState } from 'react'
import { ApiProblem } from '#lib/api.ts'
import { onHouseEvent } from '#lib/events.ts'
import { useAutosave } from '#features/slideshows/autosave.ts'
import { begun, changed, redone, undone, type History } from '../history.rules.ts'
import { readDraft, saveDraft, useTechniques, type Draft, type Techniques } from '../scenarios.api.ts'

/** Changes the draft; `what` names the field, so that typing in it is one step of undo. */
export type Change = (how: (draft: Scenario) => Scenario, what?: string | null) => void

export interface Builder {
  readonly card: ScenarioCard
  readonly draft: Scenario
  readonly findings: readonly FlowFinding[]
  readonly techniques: Techniques
  readonly readOnly: boolean
  readonly change: Change
  readonly undo: () => boolean
  readonly redo: () => boolean
  readonly canUndo: boolean
  readonly canRedo: boolean
  readonly state: 'saved' | 'saving' | 'unsaved'
  /** Why the draft could not be kept; null while it can. */
  readonly problem: unknown
  /** Another window was first. */
  readonly conflict: boolean
  readonly takeTheirs: () => Promise<void>
  readonly keepMine: () => Promise<void>
  /** Waits until what is on the screen is kept; answers its revision, or null when it could not be kept. */
  readonly settled: () => Promise<number | null>
}

interface Sent {
  draft: Scenario
}

/** A draft on the desk: what is typed is shown at once, kept by itself, and can be taken back step by step. */
export function useBuilder(opened: Draft, readOnly: boolean): Builder {
  const { id, workspaceId } = opened.card
  const techniques = useTechniques(workspaceId)
  const [history, setHistory] = useState<History<Scenario>>(() => begun(opened.draft))
  const [findings, setFindings] = useState<readonly FlowFinding[]>(opened.findings)
  const [elsewhere, setElsewhere] = useState(false)
  const revision = useRef(opened.revision)
  const kept = useRef(true)
  const newest = useRef(history)
  const send = useCallback(
    async (_key: string, { draft }: Sent) => {
      kept.current = false
      const saved = await saveDraft(id, revision.current, draft)
      kept.current = true
      revision.current = saved.revision
      setFindings(saved.findings)
    },
    [id],
  )
  const saving = useAutosave<Sent>(send)
  const { change: keep, flush, forget, pending, problem } = saving

  const go = useCallback(
    (next: History<Scenario>): boolean => {
      if (next === newest.current) return false
      newest.current = next
      setHistory(next)
      keep(id, { draft: next.now })
      return true
    },
    [id, keep],
  )
  const change: Change = useCallback(
    (how, what = null) => {
      if (readOnly) return
      const { current } = newest
      go(changed(current, how(current.now), what, Date.now()))
    },
    [go, readOnly],
  )
  const conflict =
    elsewhere || (problem?.reason instanceof ApiProblem && problem.reason.code === 'scenarios.changed_elsewhere')

  const isIdle = pending.size === 0
  useEffect(() => {
    // Another window of mine or of a colleague: told before anything is typed over it.
    if (!isIdle) return undefined
    let timer: ReturnType<typeof setTimeout> | undefined
    let idle = true
    const stop = onHouseEvent('scenarios.changed', ({ scenarioId }) => {
      if (scenarioId !== id) return
      clearTimeout(timer)
      timer = setTimeout(() => {
        // What cannot be read now is found out by the next saving.
        readDraft(id).then(
          // Something was typed meanwhile: what was read may be one's own, and the next saving finds out.
          (theirs) => idle && setElsewhere(theirs.revision > revision.current),
          () => undefined,
        )
      }, 700)
    })
    return () => {
      idle = false
      clearTimeout(timer)
      stop()
    }
  }, [id, isIdle])

  const takeTheirs = async (): Promise<void> => {
    const theirs = await readDraft(id)
    forget(id)
    kept.current = true
    revision.current = theirs.revision
    setFindings(theirs.findings)
    // One step: what I had can still be brought back.
    const next = changed(newest.current, theirs.draft, null, Date.now())
    newest.current = next
    setHistory(next)
    setElsewhere(false)
  }
  const keepMine = async (): Promise<void> => {
    revision.current = (await readDraft(id)).revision
    setElsewhere(false)
    keep(id, { draft: newest.current.now })
    await flush()
  }
  const settled = async (): Promise<number | null> => {
    await flush()
    return kept.current ? revision.current : null
  }
  return {
    card: opened.card,
    draft: history.now,
    findings,
    techniques,
    readOnly,
    change,
    undo: () => !readOnly && go(undone(newest.current)),
    redo: () => !readOnly && go(redone(newest.current)),
    canUndo: history.past.length > 0,
    canRedo: history.future.length > 0,
    state: saving.saving ? 'saving' : pending.size > 0 || problem !== null ? 'unsaved' : 'saved',
    problem: conflict ? null : (problem?.reason ?? null),
    conflict,
    takeTheirs,
    keepMine,
    settled,
  }
}
