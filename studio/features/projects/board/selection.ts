/** What is chosen on a board. `anchor` is where a range that is being drawn began. */
export interface Selection {
  readonly ids: ReadonlySet<string>
  readonly anchor: string | null
}

export const nothingSelected: Selection = { ids: new Set(), anchor: null }

export type Choosing = 'only' | 'toggle' | 'range'

/** As lists everywhere: plain = only this one, Ctrl/Cmd = also this one, Shift = from the anchor to this one. */
export const choosingOf = (event: { shiftKey: boolean; ctrlKey: boolean; metaKey: boolean }): Choosing =>
  event.shiftKey ? 'range' : event.ctrlKey || event.metaKey ? 'toggle' : 'only'

export function choose(selection: Selection, order: readonly string[], id: string, how: Choosing): Selection {
  if (how === 'toggle') {
    const ids = new Set(selection.ids)
    if (!ids.delete(id)) ids.add(id)
    return { ids, anchor: id }
  }
  if (how === 'range' && selection.anchor !== null) {
    const [from, to] = [order.indexOf(selection.anchor), order.indexOf(id)]
    // The anchor may have been filtered away or deleted.
    if (from !== -1 && to !== -1) {
      return { ids: new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1)), anchor: selection.anchor }
    }
  }
  return { ids: new Set([id]), anchor: id }
}

export const chooseAll = (order: readonly string[]): Selection => ({ ids: new Set(order), anchor: order[0] ?? null })

/** Without what is not there any more; the same object when nothing went. */
export function withoutGone(selection: Selection, exists: (id: string) => boolean): Selection {
  const ids = [...selection.ids].filter(exists)
  const anchor = selection.anchor !== null && exists(selection.anchor) ? selection.anchor : null
  return ids.length === selection.ids.size && anchor === selection.anchor ? selection : { ids: new Set(ids), anchor }
}

/** What a command is about: the whole selection when the place of the keyboard is in it, else that place alone. */
export function targetsOf(selection: Selection, active: string | null, order: readonly string[]): string[] {
  if (active !== null && !selection.ids.has(active)) return [active]
  return order.filter((id) => selection.ids.has(id))
}

/** Where the keyboard goes when tiles are taken away: to the next one that stays, else to the one before. */
export function afterRemoval(
  order: readonly string[],
  removed: ReadonlySet<string>,
  active: string | null,
): string | null {
  if (active === null || !removed.has(active)) return active
  const place = order.indexOf(active)
  const stays = (id: string): boolean => !removed.has(id)
  return order.slice(place).find(stays) ?? order.slice(0, Math.max(place, 0)).findLast(stays) ?? null
}
