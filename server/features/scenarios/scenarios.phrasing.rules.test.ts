import type { CustomerAct, PhrasingFault } from '@greenroom/contract/roleplays.ts'
import type { Scenario } from '@greenroom/contract/scenarios.ts'
import { expect, test } from 'vitest'
import { play, readCall, traineeLines } from '../roleplays/fixtures/calls.ts'
import { phrased, phrasingFaults } from './scenarios.phrasing.rules.ts'
import { starterScenarios } from './scenarios.starters.ts'

const [five] = starterScenarios as [Scenario]
const lines = [
  '',
  'Good morning, is now a bad time?',
  'How do you organise the planning?',
  'How many hours a week is that?',
]
const { acts } = play(five, 'en', lines)
const [, agrees, excel, hours] = acts as [CustomerAct, CustomerAct, CustomerAct, CustomerAct]
const faults = (act: CustomerAct, text: string, utterance = '') =>
  phrasingFaults(five.flow, act, { language: 'en', utterance, text })

test('other words for what the act tells are welcome', () => {
  expect(faults(excel, 'It is all in one big Excel sheet that nobody dares to touch but me.')).toEqual([])
  expect(faults(hours, 'I would say six hours, every single week.')).toEqual([])
})

test.each<[PhrasingFault, CustomerAct, string]>([
  ['empty', agrees, ' … '],
  ['too_long', agrees, 'well '.repeat(120)],
  ['leaks', agrees, 'Sure. I do it all in Excel, by the way.'],
  ['leaks', excel, 'In Excel, and my partner Bas wants it that way.'],
  ['contradicts', hours, 'About 9 hours a week, six on a good one.'],
  ['contradicts', hours, 'Six hours. That is two thousand four hundred euros, or 2,400 if you like.'],
  ['agrees', agrees, 'Fine, we have a deal, where do I sign?'],
  ['out_of_role', agrees, 'As an AI language model I cannot take calls.'],
  ['out_of_role', agrees, 'This role-play is fun. Go ahead.'],
  ['coaches', agrees, 'Good, but you should ask an open question now.'],
  ['wrong_language', agrees, 'Ja, dat is goed, ik heb een paar minuten voor je.'],
  ['untold', excel, 'Oh, we have our own way of doing that.'],
])('words with the fault "%s" are not used', (fault, act, text) => {
  expect(faults(act, text)).toContain(fault)
  expect(phrased(five.flow, act, { language: 'en', utterance: '', text })).toMatchObject({ text: act.text })
})

test('a figure that the trainee named may come back', () => {
  const text = 'Six hours. And no, not 10 as you say.'
  expect(faults(hours, text)).toEqual(['contradicts'])
  expect(faults(hours, text, 'Is it 10 hours?')).toEqual([])
})

test('an end that agrees may agree', () => {
  const call = play(five, 'en', traineeLines(readCall('first-five-minutes.pass.en')))
  const last = call.acts.at(-1) as CustomerAct
  expect(last.agrees).toBe(true)
  expect(faults(last, 'Yes, book it. Bas and I will see you then.')).toEqual([])
})

test('the engine’s own lines pass their own check, in every shipped call and language', () => {
  for (const scenario of starterScenarios) {
    for (const language of ['en', 'nl'] as const) {
      for (const kind of ['pass', 'fail']) {
        const said = traineeLines(readCall(`${scenario.slug}.${kind}.${language}`))
        for (const [at, act] of play(scenario, language, said).acts.entries()) {
          const own = phrasingFaults(scenario.flow, act, { language, utterance: said[at] ?? '', text: act.text })
          expect(own, act.text).toEqual([])
        }
      }
    }
  }
})
