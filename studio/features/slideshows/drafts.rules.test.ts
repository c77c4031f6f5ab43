import { expect, test } from 'vitest'
import type { SessionItem } from '@greenroom/contract/slideshows.ts'
import { lookWithout, unwritten, withDraft } from './drafts.rules.ts'

const item: SessionItem = {
  id: 'one',
  fileId: 'file',
  versionId: null,
  sceneId: null,
  kind: 'image',
  name: 'autumn1.jpeg',
  width: 1600,
  height: 1200,
  durationSeconds: null,
  thumbhash: null,
  thumbUrl: '/small',
  previewUrl: '/large',
  missing: false,
  position: 1,
  caption: 'Leaves',
  captionSource: 'template',
  words: null,
  look: { fit: 'fit', seconds: 4 },
  usedCount: 0,
  lastUsedAt: null,
}

test('what a person types is shown as that person’s at once', () => {
  expect(withDraft(item, { caption: 'Golden leaves' }, 'nl')).toMatchObject({
    caption: 'Golden leaves',
    captionSource: 'person',
    look: item.look,
  })
  expect(withDraft(item, undefined, 'nl')).toBe(item)
})

test('a description makes words in the language of the session, and leaves the caption to whoever wrote it', () => {
  const shown = withDraft(item, { altText: 'A path under trees' }, 'nl')
  expect(shown.words).toMatchObject({ altText: 'A path under trees', language: 'nl' })
  expect(shown.captionSource).toBe('template')
})

test('a wish that is taken back leaves the others', () => {
  expect(lookWithout(item.look, 'seconds')).toEqual({ fit: 'fit' })
})

test('left empty on purpose is not missing', () => {
  expect(unwritten([{ ...item, caption: null }])).toEqual(['one'])
  expect(unwritten([{ ...item, caption: '' }])).toEqual([])
  expect(unwritten([{ ...item, caption: null, missing: true }])).toEqual([])
})
