import { expect, test } from 'vitest'
import { findingValues, type FindingCode } from '@greenroom/contract/notices.ts'
import { captionFindings, filmFindings, type CheckedCaption } from './slideshows.findings.rules.ts'

const fine: CheckedCaption = { slide: 2, fits: true, outside: 0, contrast: 8, missing: [] }
const film = { codec: 'h264', width: 1080, height: 1920, fps: 30, durationSeconds: 12.03, hasAudio: true }
const meant = { width: 1080, height: 1920, seconds: 12 }

test('a caption that can be read, inside, in letters that exist, has nothing to tell', () => {
  expect(captionFindings([fine])).toEqual([])
  expect(captionFindings([{ ...fine, contrast: null }])).toEqual([])
})

test.each([
  [{ fits: false }, 'captions.too_long'],
  [{ outside: 3.2 }, 'captions.outside_safe_box'],
  [{ contrast: 2.9 }, 'captions.low_contrast'],
  [{ missing: ['𓀀'] }, 'captions.no_letter'],
])('of a caption with %j is told which slide, why and what to do', (wrong, code) => {
  const [finding, ...more] = captionFindings([fine, { ...fine, slide: 5, ...wrong }])
  expect(more).toEqual([])
  expect(finding).toMatchObject({ code, level: 'warn', slide: 5 })
  expect(finding?.sentence).toContain('slide 5')
  expect(finding?.fix).toMatch(/^[A-Z].+\.$/)
})

test('the real file is compared with what was meant', () => {
  expect(filmFindings(film, meant)).toEqual([])
  expect(
    filmFindings({ ...film, codec: 'hevc', width: 1920, hasAudio: false, durationSeconds: 9 }, meant).map(
      ({ code }) => code,
    ),
  ).toEqual(['media.wrong_codec', 'media.wrong_size', 'media.wrong_length', 'media.no_sound'])
})

test('what stands in a sentence goes along as values, for readers of another language', () => {
  const wrong = { slide: 5, fits: false, outside: 3.2, contrast: 1.72, missing: ['𓀀', '𓀁'] }
  const found = [
    ...captionFindings([wrong]),
    ...filmFindings({ ...film, codec: 'hevc', width: 1920, hasAudio: false, durationSeconds: 9.5 }, meant),
  ]
  expect(found).toHaveLength(8)
  for (const { code, sentence, values } of found) {
    expect(Object.keys(values)).toEqual([...findingValues[code as FindingCode]])
    for (const value of Object.values(values)) expect(sentence).toContain(String(value))
  }
})
