import { OutboundFault } from '#kernel/http/outbound-fault.ts'

/** The OutboundFault that the work ends in; anything else is a failed test. */
export const faultOf = async (work: Promise<unknown>): Promise<OutboundFault> => {
  const error: unknown = await work.then(
    () => new Error('it went through'),
    (reason: unknown) => reason,
  )
  if (error instanceof OutboundFault) return error
  throw error
}
