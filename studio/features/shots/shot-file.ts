import { importShotTypes, exportShotTypes } from './shots.api.ts'

/** Saves one's own shot types as a file of the browser's downloads. */
export async function saveShotFile(name: string): Promise<void> {
  const file = await exportShotTypes()
  const address = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/** Answers how many were added, or null when the file holds no shot types. Throws ApiProblem. */
export async function readShotFile(file: File): Promise<number | null> {
  const given: unknown = await file
    .text()
    .then(JSON.parse)
    .catch(() => null)
  const looksRight =
    typeof given === 'object' &&
    given !== null &&
    'greenroom' in given &&
    given.greenroom === 'shot-types' &&
    'shotTypes' in given
  // The house looks at every shot type in it and says which one is wrong.
  return looksRight ? importShotTypes(given as unknown as Parameters<typeof importShotTypes>[0]) : null
}
