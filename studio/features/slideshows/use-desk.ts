import type { MediaSession, SessionItem, SessionSettings } from '@greenroom/contract/slideshows.ts'
import { useCallback, useMemo, useState } from 'react'
import { useMessages } from '#lib/messages.ts'
import { notify } from '#lib/notify.ts'
import { problemText } from '#lib/problem-text.ts'
import { offerUndo } from '#lib/undo.ts'
import { basics } from '#messages/basics.ts'
import { slideshows } from '#messages/slideshows.ts'
import { useAutosave, type Autosave } from './autosave.ts'
import { runNow } from './groups.api.ts'
import { changeItem, changeSession, moveItems, removeItems, restoreItems, type OpenSession } from './slideshows.api.ts'
import { withDraft, type ItemDraft } from './drafts.rules.ts'

type Settings = Partial<SessionSettings>

/** A session as its editor shows it: what is kept, with what was just typed over it. */
export interface SessionDesk {
  readonly session: MediaSession
  readonly items: readonly SessionItem[]
  readonly captionRun: OpenSession['captionRun']
  readonly changeSettings: (patch: Settings) => void
  readonly changeItem: (id: string, patch: ItemDraft) => void
  readonly settings: Autosave<Settings>
  readonly words: Autosave<ItemDraft>
  readonly move: (ids: readonly string[], before: string | null) => void
  readonly remove: (ids: readonly string[]) => void
  /** Answers whether it began. */
  readonly run: (ids: readonly string[] | null) => Promise<boolean>
  readonly starting: boolean
  /** Why the last act failed; told at the top of the page. */
  readonly trouble: unknown
  readonly setTrouble: (reason: unknown) => void
}

export function useSessionDesk({ session, items, captionRun }: OpenSession): SessionDesk {
  const words = useMessages(slideshows)
  const rest = useMessages(basics)
  const sessionId = session.id
  const [trouble, setTrouble] = useState<unknown>(null)
  const [runKey, setRunKey] = useState<string | null>(null)
  const settings = useAutosave<Settings>(useCallback((_key, patch) => changeSession(sessionId, patch), [sessionId]))
  const texts = useAutosave<ItemDraft>(useCallback((id, patch) => changeItem(sessionId, id, patch), [sessionId]))

  const draft = settings.pending.get(sessionId)
  const shownSession = useMemo(() => ({ ...session, ...draft }), [session, draft])
  const shownItems = useMemo(
    () => items.map((item) => withDraft(item, texts.pending.get(item.id), session.style.wishes.language)),
    [items, texts.pending, session.style.wishes.language],
  )

  const attempt = async (act: () => Promise<unknown>): Promise<boolean> => {
    setTrouble(null)
    try {
      await act()
      return true
    } catch (reason) {
      setTrouble(reason)
      return false
    }
  }
  const remove = async (ids: readonly string[]): Promise<void> => {
    if (ids.length === 0) return
    await attempt(async () => {
      await texts.flush()
      const removed = await removeItems(sessionId, ids)
      offerUndo({
        text: words.media.removed(removed.length),
        label: rest.undo,
        undo: () => restoreItems(sessionId, removed),
        failed: (reason) => problemText(reason, rest).sentence,
      })
    })
  }
  const run = async (ids: readonly string[] | null): Promise<boolean> => {
    if (runKey !== null) return false
    const key = crypto.randomUUID()
    setRunKey(key)
    // What was typed a moment ago belongs into the slideshow.
    const began = await attempt(async () => {
      await Promise.all([settings.flush(), texts.flush()])
      const group = await runNow(sessionId, key, ids)
      void notify(words.session.ran(group.number))
    })
    setRunKey(null)
    return began
  }
  const { change: changeSettingsOf } = settings
  const { change: changeWordsOf } = texts
  return {
    session: shownSession,
    items: shownItems,
    captionRun,
    settings,
    words: texts,
    changeSettings: useCallback((patch) => changeSettingsOf(sessionId, patch), [changeSettingsOf, sessionId]),
    changeItem: useCallback((id, patch) => changeWordsOf(id, patch), [changeWordsOf]),
    move: (ids, before) => void attempt(() => moveItems(sessionId, ids, before)),
    remove: (ids) => void remove(ids),
    run,
    starting: runKey !== null,
    trouble,
    setTrouble,
  }
}
