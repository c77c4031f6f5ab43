import type { Technique } from '@greenroom/contract/techniques.ts'
import type { Tools } from '#kernel/tools.ts'
import { houseTechniques } from '../techniques/techniques.catalogue.ts'
import { makeDetector, type Detector } from '../techniques/techniques.rules.ts'
import type { RoleplayRow } from './roleplays.store.ts'

const ofTheHouse = makeDetector(houseTechniques)

/** Finds what was done in a turn of this call. */
export const detectorOf = (_tools: Pick<Tools, 'db'>, _row: Pick<RoleplayRow, 'workspace_id'>): Promise<Detector> =>
  Promise.resolve(ofTheHouse)
export const techniquesFor = (
  _tools: Pick<Tools, 'db'>,
  _row: Pick<RoleplayRow, 'workspace_id'>,
): Promise<readonly Technique[]> => Promise.resolve(houseTechniques)
