/** Lower case and without accents, so that "Chateau" finds "Château". */
export const plain = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
