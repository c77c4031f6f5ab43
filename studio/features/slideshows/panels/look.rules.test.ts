import { expect, test } from 'vitest'
import { captionStyle, captionTreatment } from '@greenroom/contract/caption-style.ts'
import { treatedWith, usualLook, usualTreatments, withSize } from './look.rules.ts'

test('the usual look is what the contract makes of nothing', () => {
  expect(captionStyle.parse({})).toEqual(usualLook)
  for (const [kind, treatment] of Object.entries(usualTreatments))
    expect(captionTreatment.parse({ kind })).toEqual(treatment)
})

test('another treatment keeps the colour', () => {
  expect(treatedWith({ kind: 'box', colour: '#aa0000', opacity: 0.3 }, 'shade')).toEqual({
    kind: 'shade',
    colour: '#aa0000',
    opacity: 0.6,
  })
  expect(treatedWith({ kind: 'none' }, 'box')).toEqual(usualTreatments.box)
})

test('the smallest size is never above the size', () => {
  expect(withSize(usualLook, 0.025).smallest).toBe(0.025)
  expect(withSize(withSize(usualLook, 0.025), 0.1).smallest).toBe(0.034)
})
