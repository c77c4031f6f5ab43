/** Saves data as a JSON file of the browser's downloads. */
export function saveJsonFile(data: unknown, name: string): void {
  const address = URL.createObjectURL(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/** What a chosen file of this kind holds; null when it is none. Only a first look: the house checks the rest. */
export async function readJsonFile(file: File, kind: string): Promise<Record<string, unknown> | null> {
  const given: unknown = await file
    .text()
    .then(JSON.parse)
    .catch(() => null)
  return typeof given === 'object' && given !== null && 'greenroom' in given && given.greenroom === kind
    ? { ...given }
    : null
}
