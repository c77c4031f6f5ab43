import { describe, expect, it } from 'vitest'
import type { CaptionWishes } from '@greenroom/contract/captions.ts'
import { makeCaptionRequest, writeContext } from '#testing/slides.ts'
import { writerSuite } from '../writer.suite.ts'
import type { CaptionSlide, Written } from '../writer.ts'
import { makeTemplateWriter } from './local.writer.ts'

writerSuite('the template writer', async () => ({
  writer: makeTemplateWriter(),
  taken: () => 0,
  close: async () => {},
}))

describe('the template writer', () => {
  const write = async (
    slides: Partial<CaptionSlide>[],
    wishes: Partial<CaptionWishes> = {},
    attempt = 0,
  ): Promise<Extract<Written, { kind: 'written' }>> => {
    const request = makeCaptionRequest(
      slides.map((slide) => ({ picture: null, attempt, ...slide })),
      wishes,
      { write: true, attempt },
    )
    const answer = await makeTemplateWriter().write(request, writeContext())
    if (answer.kind !== 'written') throw new Error('Templates always write.')
    return answer
  }
  const overlays = async (slide: Partial<CaptionSlide>, wishes: Partial<CaptionWishes> = {}): Promise<string[]> => {
    const all: string[] = []
    for (let attempt = 0; attempt < 8; attempt += 1)
      all.push((await write([{ id: 'slide', ...slide }], wishes, attempt)).slides[0]?.overlay ?? '')
    return [...new Set(all)].sort()
  }

  it('says the same for the same slide and attempt, whenever it is asked', async () => {
    expect(await write([{ id: 'a' }])).toEqual(await write([{ id: 'a' }]))
  })

  it('uses the topic, the words of the file name, the day and the place in the row', async () => {
    expect(await overlays({ fileName: 'old_kitchen-02.jpg' }, { topic: 'Our house' })).toEqual([
      '1 / 1 · Our house',
      'November 20, 2026 · 1 / 1',
      'Old kitchen',
      'Old kitchen · 1 / 1',
      'Old kitchen · November 20, 2026',
      'Our house · November 20, 2026',
      'Our house: Old kitchen',
    ])
  })

  it('says no more than the place in the row when nothing is known', async () => {
    expect(await overlays({ fileName: 'DSC01234.JPG', takenOn: null }, { topic: '' })).toEqual(['1 / 1'])
    const { post, slides } = await write([{ fileName: null, takenOn: null }], { topic: '', language: 'nl' })
    expect(post).toMatchObject({ title: '1 dia', hashtags: [] })
    expect(slides[0]).toMatchObject({ altText: 'Dia 1 van 1. Nog niet beschreven.', hashtags: [], confidence: 0 })
  })

  it('never opens a picture', async () => {
    const picture = (): Promise<Buffer> => Promise.reject(new Error('Nobody looks at this.'))
    await expect(write([{ picture }])).resolves.toMatchObject({ kind: 'written' })
  })

  it('writes Dutch with Dutch days', async () => {
    const { slides, post } = await write([{}, {}], { language: 'nl-BE', topic: 'Een nieuwe keuken', length: 'long' })
    expect(slides[0]).toMatchObject({ language: 'nl-BE', altText: expect.stringContaining('20 november 2026') })
    expect(slides[0]?.altText).toMatch(/^Dia 1 van 2, het bestand heet “Kitchen window”/)
    expect(post?.caption).toContain('Gemaakt op 20 november 2026.')
  })

  it('invents no words in a language it has no phrases for', async () => {
    for (const language of ['fr', 'ja', 'ar']) {
      const { slides, post } = await write([{}], { language, topic: 'Cuisine', length: 'long' })
      const day = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
        Date.UTC(2026, 10, 20),
      )
      const words = [slides[0]?.overlay, slides[0]?.caption, slides[0]?.altText, post?.title, post?.caption].join(' ')
      expect(words.replaceAll(day, '').replace(/Kitchen window|Cuisine|[\d\s·/:]/g, '')).toBe('')
    }
  })

  it('takes hashtags from the topic only, names to keep first', async () => {
    const { slides, post } = await write([{ fileName: 'secret client.jpg' }], {
      topic: 'The new kitchen of Studio Noord',
      keepWords: ['Studio Noord', 'Elsewhere'],
      hashtags: 5,
    })
    expect(slides[0]?.hashtags).toEqual(['StudioNoord', 'new', 'kitchen', 'Studio', 'Noord'])
    expect(post?.hashtags).toEqual(slides[0]?.hashtags)
  })

  it('spells names to keep as they want to be spelled, also out of a file name', async () => {
    expect(
      await overlays({ fileName: 'studio noord hal.jpg', takenOn: null }, { topic: '', keepWords: ['Studio NOORD'] }),
    ).toEqual(['Studio NOORD hal', 'Studio NOORD hal · 1 / 1'])
  })

  it('writes more when more is wished for, in another voice for another tone', async () => {
    const long = async (length: CaptionWishes['length']) =>
      (await write([{ id: 'a' }, { id: 'b' }], { length })).post?.caption.length ?? 0
    expect(await long('short')).toBeLessThan(await long('medium'))
    expect(await long('medium')).toBeLessThan(await long('long'))
    const tones = ['plain', 'friendly', 'playful', 'inspiring', 'professional', 'dramatic'] as const
    const said = await Promise.all(
      tones.map(async (tone) => (await write([{ id: 'a' }], { tone, length: 'short' })).post?.caption),
    )
    expect(new Set(said).size).toBe(tones.length)
  })

  it('tells no days of the group when one of its slides has none', async () => {
    const { post } = await write([{}, { takenOn: null }], { topic: '', length: 'long' })
    expect(JSON.stringify(post)).not.toContain('2026')
  })
})
