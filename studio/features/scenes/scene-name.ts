import type { Scene, SceneTrouble } from '@greenroom/contract/scenes.ts'
import { troubleSentence } from '@greenroom/contract/take-troubles.ts'
import type { scenes } from '#messages/scenes.ts'
import { takeStateOf } from './scenes.rules.ts'

type Words = (typeof scenes)['en']

/** Why a take failed, in the reader's language where the code is known there. */
export const troubleText = (trouble: SceneTrouble, words: Words): string =>
  troubleSentence(trouble, words) ?? trouble.sentence

/** What a screen reader says of a card. */
export const spokenScene =
  (words: Words) =>
  (scene: Scene): string => {
    const { newest, shown } = scene
    return [
      words.scene(scene.ordinal),
      shown.shotTypeName,
      words.states[takeStateOf(newest)],
      newest.trouble === null ? '' : troubleText(newest.trouble, words),
      words.takes(scene.versionCount),
      shown.ai ? shown.disclosure : words.notAi,
      scene.stale ? words.stale : '',
    ]
      .filter((part) => part !== '')
      .join(', ')
  }
