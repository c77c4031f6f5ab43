import type { Scene } from '@greenroom/contract/scenes.ts'
import { useCallback, useRef, useState } from 'react'
import { ApiProblem } from '#lib/api.ts'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { problemText } from '#lib/problem-text.ts'
import { offerUndo } from '#lib/undo.ts'
import { basics } from '#messages/basics.ts'
import { scenes } from '#messages/scenes.ts'
import { ticketFor, type Ticket } from './compose/ticket.ts'
import { cancelTake, deleteScenes, moveScenes, pinVersion, regenerateScene, restoreScenes } from './scenes.api.ts'

/** What can be done with scenes of a project; what fails is told where they are shown (`trouble`). */
export function useSceneActs(projectId: string) {
  const words = useMessages(scenes)
  const rest = useMessages(basics)
  const [trouble, setTrouble] = useState<unknown>(null)
  const retried = useRef(new Map<string, Ticket>())

  const attempt = useCallback(async (act: () => Promise<unknown>): Promise<boolean> => {
    setTrouble(null)
    try {
      await act()
      return true
    } catch (reason) {
      setTrouble(reason)
      return false
    }
  }, [])

  const remove = useCallback(
    async (ids: readonly string[]): Promise<boolean> => {
      if (ids.length === 0 || !(await attempt(() => deleteScenes(projectId, ids)))) return false
      offerUndo({
        text: words.deleted(ids.length),
        label: rest.undo,
        undo: () => restoreScenes(projectId, ids),
        failed: (reason) => problemText(reason, rest).sentence,
      })
      return true
    },
    [projectId, words, rest, attempt],
  )
  const pin = useCallback(
    async (scene: Scene, version: number): Promise<void> => {
      if (await attempt(() => pinVersion(scene.id, version))) void notify(words.pinned(version))
    },
    [words, attempt],
  )
  /** The same take again, at the price that it had. */
  const retry = useCallback(
    (scene: Scene) =>
      attempt(async () => {
        const about = { sceneId: scene.id, version: scene.newest.version }
        const ticket = ticketFor(about, retried.current.get(scene.id) ?? null, () => crypto.randomUUID())
        retried.current.set(scene.id, ticket)
        try {
          await regenerateScene(scene.id, {
            idempotencyKey: ticket.key,
            agreedPriceMicroUsd: scene.newest.priceEstimateMicroUsd,
          })
          retried.current.delete(scene.id)
        } catch (reason) {
          if (reason instanceof ApiProblem && reason.status >= 400 && reason.status < 500)
            retried.current.delete(scene.id)
          throw reason
        }
      }),
    [attempt],
  )
  const cancel = useCallback((scene: Scene, version: number) => attempt(() => cancelTake(scene.id, version)), [attempt])
  const move = useCallback(
    (ids: readonly string[], before: string | null) => attempt(() => moveScenes(projectId, ids, before)),
    [projectId, attempt],
  )
  return { remove, pin, retry, cancel, move, trouble, clearTrouble: useCallback(() => setTrouble(null), []) }
}
