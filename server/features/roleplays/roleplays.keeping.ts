import { actingAs, type PersonActor } from '#kernel/db/acting.ts'
import type { Roleplay } from '@greenroom/contract/rehearsals.ts'
import type { Tools } from '#kernel/tools.ts'
import type { Purpose } from './roleplays.consents.store.ts'
import * as store from './roleplays.keeping.store.ts'
import { ownRoleplay, presentOne, tell } from './roleplays.ts'
import { house } from './roleplays.scenario.ts'

/** Files first, then the rows that name them: a crash between the two has them removed again. */
export const removeAudio = async (tools: Tools, sessionId: string): Promise<void> => {
  const files = await actingAs(tools.db, house, (transaction) => store.filesOf(transaction, sessionId))
  if (files === undefined) return
  await tools.storage.remove('audio-uploads', files.audio)
  await actingAs(tools.db, house, async (transaction) => {
    await store.dropAudio(transaction, sessionId)
    await tell(transaction, files.user_id, sessionId)
  })
}

export const removeWords = async (tools: Tools, sessionId: string): Promise<void> => {
  const files = await actingAs(tools.db, house, (transaction) => store.filesOf(transaction, sessionId))
  if (files === undefined) return
  if (files.transcript !== null) await tools.storage.remove('session-transcripts', [files.transcript])
  await actingAs(tools.db, house, async (transaction) => {
    await store.dropWords(transaction, sessionId)
    await tell(transaction, files.user_id, sessionId)
  })
}

/** What somebody no longer agrees to goes, from every call of theirs before that moment. */
export const forget = async (
  tools: Tools,
  { userId, purpose, before }: { userId: string; purpose: Purpose; before: string },
): Promise<void> => {
  if (purpose === 'provider') return
  const calls = await actingAs(tools.db, house, (transaction) =>
    purpose === 'audio'
      ? store.callsWithAudio(transaction, userId, before)
      : store.callsWithWords(transaction, userId, before),
  )
  for (const { id } of calls) await (purpose === 'audio' ? removeAudio(tools, id) : removeWords(tools, id))
}

export const deleteRecordings = async (tools: Tools, actor: PersonActor, sessionId: string): Promise<Roleplay> => {
  await actingAs(tools.db, actor, (transaction) => ownRoleplay(transaction, actor, sessionId))
  await removeAudio(tools, sessionId)
  return await presentOne(
    tools,
    await actingAs(tools.db, actor, (transaction) => ownRoleplay(transaction, actor, sessionId)),
  )
}
