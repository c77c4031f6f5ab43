import type { CoachAbilities } from '@greenroom/contract/rehearsals.ts'
import type { PersonActor } from '#kernel/db/acting.ts'
import { readConsents } from './roleplays.consents.ts'
import { abandonedAfterHours, houseDays } from './roleplays.keeping.rules.ts'
import type { RehearsalTools } from './roleplays.ts'

/** What listens, speaks and judges in this house now, and what the caller has agreed to. */
export const readAbilities = async (tools: RehearsalTools, actor: PersonActor) => {
  const { transcriber, judge, phraser, voice, avatar } = tools.coach
  const abilities: CoachAbilities = {
    transcriber: transcriber?.id ?? 'none',
    voice: voice?.id ?? 'browser',
    voiceIsLive: voice?.streams ?? false,
    face: avatar?.id ?? 'drawn',
    judge: judge === null ? 'rules' : 'model',
    phrasing: phraser === null ? 'templates' : 'model',
    faceIsSandbox: avatar?.sandbox ?? false,
    audioDays: houseDays.audio,
    transcriptDays: houseDays.transcript,
    abandonedAfterHours,
  }
  return { abilities, consents: await readConsents(tools, actor) }
}
