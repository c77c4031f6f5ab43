// Several tabs of a browser may show one project: only one of them sends a batch.

const nameOf = (batchId: string): string => `greenroom.upload.${batchId}`
/** Browsers have no locks on addresses without TLS; there two tabs are told apart by nothing. */
const locks = (): LockManager | undefined => navigator.locks as LockManager | undefined

export interface Claim {
  /** False while another tab has it. */
  readonly isOurs: Promise<boolean>
  readonly release: () => void
}

/** Takes a batch for this tab, until it is released or the page is gone. */
export function claimBatch(batchId: string): Claim {
  const { promise: released, resolve: release } = Promise.withResolvers<void>()
  const isOurs = new Promise<boolean>((resolve) => {
    const hold = (lock: Lock | null): Promise<void> | undefined => {
      resolve(lock !== null)
      return lock === null ? undefined : released
    }
    // A page that may not ask has nobody to share with.
    if (locks() === undefined) resolve(true)
    else
      locks()
        ?.request(nameOf(batchId), { ifAvailable: true }, hold)
        .catch(() => resolve(true))
  })
  return { isOurs, release }
}

/** Resolves as soon as no tab has the batch. */
export const whenFree = async (batchId: string): Promise<void> => {
  await locks()?.request(nameOf(batchId), () => undefined)
}
