import { HTTPException } from 'hono/http-exception'
import type { Problem } from '@greenroom/contract/problem.ts'
import { Fault } from '../fault.ts'

/** Turns whatever was thrown into RFC 9457. What is not a Fault is ours to mend and tells the caller nothing. */
export const problemOf = (error: unknown, correlationId: string): Problem => {
  const fault = faultOf(error)
  return {
    type: `urn:greenroom:problem:${fault.code}`,
    title: titles[fault.status] ?? 'Problem',
    status: fault.status,
    code: fault.code,
    detail: fault.message,
    correlationId,
    ...(Object.keys(fault.values).length === 0 ? {} : { values: { ...fault.values } }),
    ...(fault.fields.length === 0 ? {} : { fields: fault.fields.map((field) => ({ ...field })) }),
    ...(fault.retryAfterSeconds === undefined ? {} : { retryAfterSeconds: fault.retryAfterSeconds }),
  }
}

const faultOf = (error: unknown): Fault => {
  if (error instanceof Fault) return error
  if (error instanceof HTTPException && error.status < 500) {
    return new Fault(
      error.status === 413 ? 'request.too_large' : 'request.refused',
      error.status === 413 ? 413 : 400,
      error.status === 413 ? 'This is more than is taken here.' : 'This request cannot be read.',
    )
  }
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC')
    return new Fault('house.disk_full', 507, 'The disk of this house is full.')
  return new Fault(
    'house.fault',
    500,
    'Something went wrong on our side. It has been written down; try again, or tell the admin the number below.',
  )
}

const titles: Record<number, string> = {
  400: 'Not understood',
  401: 'Not signed in',
  402: 'Not enough money',
  403: 'Not allowed',
  404: 'Not found',
  409: 'Conflict',
  410: 'Gone',
  413: 'Too large',
  415: 'Type not accepted',
  422: 'Not possible',
  429: 'Too many',
  500: 'Our fault',
  502: 'The other side failed',
  503: 'Not available now',
  507: 'Disk full',
}
