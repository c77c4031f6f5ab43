import type { TechniqueFile } from '@greenroom/contract/technique-desk.ts'
import { ApiProblem } from '#lib/api.ts'
import { exportTechniques } from './techniques.api.ts'

/** Saves a workspace's own techniques as a file of the browser's downloads; the house's when it has none. */
export async function saveTechniqueFile(workspaceId: string, name: string): Promise<void> {
  const file = await exportTechniques(workspaceId)
  const address = URL.createObjectURL(new Blob([JSON.stringify(file, null, 2)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/** What a chosen file holds; null when it holds no techniques. The house looks at every one of them. */
export async function readTechniqueFile(file: File): Promise<TechniqueFile | null> {
  const given: unknown = await file
    .text()
    .then(JSON.parse)
    .catch(() => null)
  const looksRight =
    typeof given === 'object' &&
    given !== null &&
    'greenroom' in given &&
    given.greenroom === 'techniques' &&
    'techniques' in given &&
    Array.isArray(given.techniques)
  return looksRight ? (given as unknown as TechniqueFile) : null
}

/** What the house refuses in a file, by the name of the technique that it is in: the first five. */
export function refusedIn({ techniques }: TechniqueFile, reason: unknown): string[] {
  if (!(reason instanceof ApiProblem)) return []
  return reason.fields.slice(0, 5).map(({ path, message }) => {
    const [, place = '', ...field] = path.split('.')
    return `${techniques[Number(place)]?.id ?? place} (${field.join('.')}): ${message}`
  })
}
