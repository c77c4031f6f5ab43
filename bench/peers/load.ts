import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** A package from the folder of a peer. Packages that may not be there have no types here. */
// oxlint-disable-next-line typescript/no-explicit-any
export const load = async (folder: string, name: string): Promise<any> => {
  const { load: from } = await import(pathToFileURL(join(folder, 'load.mjs')).href)
  return await from(name)
}
