import type { Fault } from '../fault.ts'

/** What goes over the channel between a worker and its parent (structured clone: buffers and typed arrays pass). */
export interface ToWorker {
  id: number
  job: unknown
}
export type FromWorker =
  | { kind: 'report'; id: number; value: unknown }
  | { kind: 'done'; id: number; result: unknown }
  | {
      kind: 'failed'
      id: number
      fault: (Pick<Fault, 'code' | 'status' | 'values'> & { sentence: string }) | null
      stack: string
    }
