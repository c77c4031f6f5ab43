import { rm } from 'node:fs/promises'
import { startHouse } from './house.ts'

/** Before the journeys: lays out one database for all of them, which each house would otherwise do for six seconds. */
export default async (): Promise<() => Promise<void>> => {
  const house = await startHouse({}, null)
  await house.close()
  process.env['EMPTY_HOUSE'] = house.folder
  return () => rm(house.folder, { recursive: true, force: true })
}
