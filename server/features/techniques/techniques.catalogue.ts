import type { Technique } from '@greenroom/contract/techniques.ts'
import { closingTechniques } from './techniques.closing.ts'
import { discoveryTechniques } from './techniques.discovery.ts'
import { openingTechniques } from './techniques.opening.ts'
import { proposalTechniques } from './techniques.proposal.ts'

/** The techniques that ship, in order of the call. */
export const houseTechniques: Technique[] = [
  ...openingTechniques,
  ...discoveryTechniques,
  ...proposalTechniques,
  ...closingTechniques,
]
