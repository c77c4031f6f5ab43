import type { Scenario } from '@greenroom/contract/scenarios.ts'
import { askForBusiness } from './scenarios.starter-business.ts'
import { tooExpensive } from './scenarios.starter-expensive.ts'
import { worksFine } from './scenarios.starter-fine.ts'
import { fiveMinutes } from './scenarios.starter-minutes.ts'
import { lastRound } from './scenarios.starter-round.ts'
import { afterSilence } from './scenarios.starter-silence.ts'
import { haveSupplier } from './scenarios.starter-supplier.ts'
import { threeObjections } from './scenarios.starter-three.ts'

/** The scenarios that ship. Public, in both languages; a workspace copies one to change it. */
export const starterScenarios: Scenario[] = [
  fiveMinutes,
  worksFine,
  tooExpensive,
  haveSupplier,
  threeObjections,
  askForBusiness,
  lastRound,
  afterSilence,
]
