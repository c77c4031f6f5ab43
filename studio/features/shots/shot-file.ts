import { readJsonFile, saveJsonFile } from '#lib/json-file.ts'
import { importShotTypes, exportShotTypes } from './shots.api.ts'

/** Saves one's own shot types as a file of the browser's downloads. */
export async function saveShotFile(name: string): Promise<void> {
  saveJsonFile(await exportShotTypes(), name)
}

/** Answers how many were added, or null when the file holds no shot types. Throws ApiProblem. */
export async function readShotFile(file: File): Promise<number | null> {
  const given = await readJsonFile(file, 'shot-types')
  if (given === null || !('shotTypes' in given)) return null
  // The house looks at every shot type in it and says which one is wrong.
  return importShotTypes(given as unknown as Parameters<typeof importShotTypes>[0])
}
