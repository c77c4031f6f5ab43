import type { TechniqueFile } from '@greenroom/contract/technique-desk.ts'
import { ApiProblem } from '#lib/api.ts'
import type { FieldText } from '#lib/problem-text.ts'
import { readJsonFile, saveJsonFile } from '#lib/json-file.ts'
import { exportTechniques } from './techniques.api.ts'

/** Saves a workspace's own techniques as a file of the browser's downloads; the house's when it has none. */
export async function saveTechniqueFile(workspaceId: string, name: string): Promise<void> {
  saveJsonFile(await exportTechniques(workspaceId), name)
}

/** What a chosen file holds; null when it holds no techniques. The house looks at every one of them. */
export async function readTechniqueFile(file: File): Promise<TechniqueFile | null> {
  const given = await readJsonFile(file, 'techniques')
  return given !== null && Array.isArray(given.techniques) ? (given as unknown as TechniqueFile) : null
}

/** What the house refuses in a file, by the name of the technique that it is in: the first five. */
export function refusedIn({ techniques }: TechniqueFile, reason: unknown, textOf: FieldText): string[] {
  if (!(reason instanceof ApiProblem)) return []
  return reason.fields.slice(0, 5).map(({ path, ...said }) => {
    const [, place = '', ...field] = path.split('.')
    return `${techniques[Number(place)]?.id ?? place} (${field.join('.')}): ${textOf(said)}`
  })
}
