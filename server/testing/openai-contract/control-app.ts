import { Hono } from 'hono'
import * as z from 'zod'
import { faultPlan } from './fault-plans.ts'
import type { ContractEnv, World } from './world.ts'

const order = z.strictObject({
  inject: z.array(faultPlan).optional(),
  reset: z.boolean().optional(),
  settings: z
    .strictObject({
      requestsPerMinute: z.int().positive(),
      picturesMustNotBeStored: z.boolean(),
      liveSpeed: z.number().nonnegative(),
      liveHeld: z.boolean(),
      models: z.array(
        z.strictObject({
          id: z.string(),
          shutdownDate: z.iso.date().nullable(),
          kind: z.enum(['text', 'transcription', 'speech', 'decision', 'embedding', 'realtime']).default('text'),
          input: z.number().nonnegative(),
          output: z.number().nonnegative(),
        }),
      ),
    })
    .partial()
    .optional(),
})

/** `GET /_log`: what was taken and what it cost. `POST /_control`: faults, settings, reset. Not part of OpenAI. */
export const controlRoutes = (world: World, reset: () => void): Hono<ContractEnv> => {
  const app = new Hono<ContractEnv>()

  app.get('/_log', (exchange) => {
    const paid = world.log.paid()
    return exchange.json({
      paidPosts: paid.length,
      costMicroUsd: world.log.costMicroUsd(),
      paid,
      refused: world.log.refused(),
    })
  })

  app.post('/_control', async (exchange) => {
    const parsed = order.safeParse(await exchange.req.json().catch(() => null))
    if (!parsed.success) return exchange.json({ detail: z.prettifyError(parsed.error) }, 422)
    const { inject = [], settings } = parsed.data
    if (parsed.data.reset === true) reset()
    if (settings !== undefined) Object.assign(world.settings, settings)
    for (const plan of inject) world.faults.add(plan)
    return exchange.json({ ok: true, settings: world.settings })
  })

  app.get('/', (exchange) => exchange.text('OpenAI contract server. Not OpenAI. See GET /_log and POST /_control.'))
  return app
}
