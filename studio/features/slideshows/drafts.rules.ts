import type { ItemLook, SessionItem } from '@greenroom/contract/slideshows.ts'

/** What a person changes of an item. */
export interface ItemDraft {
  caption?: string
  altText?: string
  look?: ItemLook
}

/** An item as it will be once a draft is kept. Words that a person typed are that person's. */
export function withDraft(item: SessionItem, draft: ItemDraft | undefined, language: string): SessionItem {
  if (draft === undefined) return item
  const { caption, altText, look } = draft
  return {
    ...item,
    ...(caption === undefined ? {} : { caption, captionSource: 'person' as const }),
    ...(look === undefined ? {} : { look }),
    ...(altText === undefined
      ? {}
      : {
          words: {
            ...(item.words ?? { caption: '', hashtags: [], language, confidence: 0, unsure: [] }),
            altText,
          },
        }),
  }
}

/** A look without a wish: the session decides again. */
export function lookWithout(look: ItemLook, name: keyof ItemLook): ItemLook {
  const { [name]: _left, ...rest } = look
  return rest
}

/** Slides for which nothing was written yet. One that a person left empty on purpose is written. */
export const unwritten = (items: readonly SessionItem[]): string[] =>
  items.filter(({ caption, missing }) => !missing && caption === null).map(({ id }) => id)
