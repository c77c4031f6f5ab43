import { Hono } from 'hono'
import * as z from 'zod'
import { faultPlan } from './fault-plans.ts'
import type { ContractEnv, World } from './world.ts'

const order = z.strictObject({
  inject: z.array(faultPlan).optional(),
  advanceMs: z.number().nonnegative().optional(),
  expireLinks: z.boolean().optional(),
  reset: z.boolean().optional(),
  settings: z
    .strictObject({
      requestsPerMinute: z.int().positive(),
      concurrent: z.int().positive(),
      linkSeconds: z.number().positive(),
      legacyLinkSeconds: z.number().positive().nullable(),
      combinationStatus: z.union([z.literal(400), z.literal(422)]),
      callbacks: z.enum(['normal', 'duplicate', 'reordered', 'forged', 'off']),
    })
    .partial()
    .optional(),
})

/** `GET /_log`: what was accepted and what it cost. `POST /_control`: faults, time, settings, reset. Not part of Luma. */
export const controlRoutes = (world: World, reset: () => void): Hono<ContractEnv> => {
  const app = new Hono<ContractEnv>()

  app.get('/_log', (exchange) => {
    const accepted = world.log.accepted()
    return exchange.json({
      acceptedPosts: accepted.length,
      costMicroUsd: world.log.costMicroUsd(),
      accepted,
      refused: world.log.refused(),
      callbacks: world.callbacks.tries(),
    })
  })

  app.post('/_control', async (exchange) => {
    const parsed = order.safeParse(await exchange.req.json().catch(() => null))
    if (!parsed.success) return exchange.json({ detail: z.prettifyError(parsed.error) }, 422)
    const { inject = [], advanceMs, expireLinks, settings } = parsed.data
    if (parsed.data.reset === true) reset()
    if (settings !== undefined) Object.assign(world.settings, settings)
    for (const plan of inject) world.faults.add(plan)
    if (advanceMs !== undefined) world.clock.advance(advanceMs)
    if (expireLinks === true) world.links.expireAll()
    return exchange.json({ ok: true, settings: world.settings })
  })

  app.get('/', (exchange) => exchange.text('Luma contract server. Not Luma. See GET /_log and POST /_control.'))
  return app
}
