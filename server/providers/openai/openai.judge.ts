import * as z from 'zod'
import type { Judge, JudgeAnswer, JudgeStep, JudgeTask } from '../judge.ts'
import type { Answered, CallContext } from '../paid-call.ts'
import { refusedBy } from '../paid-refusal.ts'
import { readJson } from '../vendor-reply.ts'
import { postTo, unreadable, type OpenAiAccess } from './openai.client.ts'
import { askingFor, decisionFor, hashOf, keyAt } from './openai.judge.prompt.ts'
import { costMicroUsd, inputPriceOf, priceOf, type TokenPrice } from './openai.models.ts'
import { askModel, estimateOf } from './openai.responses.ts'
import { decision } from './openai.wire.ts'

export interface OpenAiJudgeOptions extends OpenAiAccess {
  /** `responses`: one request with verdicts and quotes. `decisions`: calibrated probabilities first, quotes for the yeses then. */
  way: 'responses' | 'decisions'
  /** Of the Responses API. */
  model: string
  /** Of the Decisions API; only gpt-6-luna so far (decisions.d.ts). */
  decisionsModel: string
  /** Default: the known price of the model. */
  price?: TokenPrice | null
  /** How long to wait before the outcome counts as unknown. Default 120 s: forty questions take a while. */
  timeoutMs?: number
}

const who = 'the judge'
/** decisions.d.ts: 1 to 400. A strict schema takes as many. */
const mostQuestions = 400
/** An hour of talk is about 60,000; the smallest context of the models takes several times that. */
const mostCharacters = 200_000
/** Below this nobody needs the words that show it: a person or the rule of the uncertain band decides. */
const worthQuoting = 0.35

const quote = z.object({ turn: z.int().positive(), quote: z.string().min(1) })
const whole = z.object({ probability: z.number().min(0).max(1), evidence: z.array(quote), reason: z.string() })
const quoted = whole.omit({ probability: true })

/** A judge by OpenAI, in one of two ways that keep the same promise. */
export const makeOpenAiJudge = (options: OpenAiJudgeOptions): Judge => {
  const { way, model, decisionsModel, callsPerMinute, timeoutMs = 120_000 } = options
  const price = options.price ?? priceOf(model)
  const steps: JudgeStep[] = way === 'decisions' ? ['decide', 'quote'] : ['whole']
  const models = way === 'decisions' ? [decisionsModel, model] : [model]
  const how = { who, price, timeoutMs }

  const decide = async (task: JudgeTask, context: CallContext): Promise<Answered<JudgeAnswer[]>> => {
    const body = decisionFor(decisionsModel, task, context.userRef)
    const taken = await postTo(options, { who, path: 'decisions', body, timeoutMs }, context)
    if (taken.kind !== 'taken') return taken
    const parsed = decision.safeParse(readJson(taken.body.toString('utf8')))
    if (!parsed.success) return unreadable('decisions')
    const { answers, usage: used } = parsed.data
    const usage = used
      ? {
          costMicroUsd: costMicroUsd(inputPriceOf(decisionsModel), used.input_tokens, 0),
          counts: { inputTokens: used.input_tokens },
        }
      : null
    // By name, not by place: a check must never get the answer to another one.
    const value = task.questions.flatMap(({ checkId }, at): JudgeAnswer[] => {
      const answer = answers.find(({ name }) => name === keyAt(at))
      return answer?.type === 'predicate'
        ? [{ checkId, probability: answer.probability, evidence: [], reason: '' }]
        : []
    })
    return value.length === 0
      ? refusedBy(who, answers.length > 0 ? 'moderated' : 'unreadable', 'no question was answered', {
          retry: answers.length === 0,
          charged: 'yes',
          usage,
        })
      : { kind: 'done', value, usage, requestId: taken.requestId }
  }

  const quoteFor = async (
    task: JudgeTask,
    sofar: readonly JudgeAnswer[],
    context: CallContext,
  ): Promise<Answered<JudgeAnswer[]>> => {
    const open = quotable(task, sofar)
    if (open.length === 0) return { kind: 'done', value: [...sofar], usage: nothing, requestId: null }
    const read = readerOf(quoted, open.length)
    const given = await askModel(
      options,
      askingFor('quote', model, { ...task, questions: open }),
      { ...how, read },
      context,
    )
    if (given.kind !== 'done') return given
    const found = new Map(open.map(({ checkId }, at) => [checkId, given.value[at]]))
    return { ...given, value: sofar.map((answer) => ({ ...answer, ...found.get(answer.checkId) })) }
  }

  const judgeWhole = async (task: JudgeTask, context: CallContext): Promise<Answered<JudgeAnswer[]>> => {
    const read = readerOf(whole, task.questions.length)
    const given = await askModel(options, askingFor('whole', model, task), { ...how, read }, context)
    if (given.kind !== 'done') return given
    const value = task.questions.flatMap(({ checkId }, at) => {
      const answer = given.value[at]
      return answer === undefined ? [] : [{ checkId, ...answer }]
    })
    return { ...given, value }
  }

  return {
    id: 'openai',
    model: models.join('+'),
    disclosure: `OpenAI ${models.join(' + ')}`,
    steps,
    limits: { questions: mostQuestions, transcriptCharacters: mostCharacters, callsPerMinute },
    promptHash: ({ instructions }) => hashOf(steps, models, instructions),

    estimateMicroUsd(step, task) {
      if (step !== 'decide') return estimateOf(askingFor(step, model, task), price)
      // The input is read for every question anew at worst.
      const bytes = Buffer.byteLength(JSON.stringify(decisionFor(decisionsModel, task, '')))
      return costMicroUsd(inputPriceOf(decisionsModel), Math.ceil(bytes / 2) * Math.max(1, task.questions.length), 0)
    },

    ask(step, task, sofar, context) {
      const wrong = problemOf(steps, step, task)
      if (wrong !== null) return Promise.resolve(wrong)
      if (step === 'decide') return decide(task, context)
      return step === 'quote' ? quoteFor(task, sofar, context) : judgeWhole(task, context)
    },
  }
}

const nothing = { costMicroUsd: 0, counts: {} }

const quotable = (task: JudgeTask, sofar: readonly JudgeAnswer[]): JudgeTask['questions'] =>
  task.questions.filter(({ checkId }) =>
    sofar.some((answer) => answer.checkId === checkId && answer.probability >= worthQuoting),
  )

const problemOf = (steps: readonly JudgeStep[], step: JudgeStep, task: JudgeTask) => {
  if (!steps.includes(step)) return refusedBy(who, 'invalid_input', `no step "${step}"`)
  if (task.questions.length === 0 || task.questions.length > mostQuestions)
    return refusedBy(who, 'invalid_input', `${task.questions.length} questions`)
  return task.transcript.length > mostCharacters
    ? refusedBy(who, 'too_large', `${task.transcript.length} characters`)
    : null
}

/** Reads the answers in the order of the questions; null when one is missing or has another shape. */
const readerOf =
  <Answer>(shape: z.ZodType<Answer>, count: number) =>
  (value: unknown): Answer[] | null => {
    const parsed = z.record(z.string(), shape).safeParse(value)
    if (!parsed.success) return null
    const found = Array.from({ length: count }, (_, at) => parsed.data[keyAt(at)])
    const answers = found.filter((answer) => answer !== undefined)
    return answers.length === count ? answers : null
  }
