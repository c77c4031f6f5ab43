import type { CaptionStyle, CaptionTreatment } from '@greenroom/contract/caption-style.ts'

// What the contract gives to an empty object. Written down here because the shapes themselves would bring all of zod.

export const usualTreatments: { readonly [K in CaptionTreatment['kind']]: Extract<CaptionTreatment, { kind: K }> } = {
  outline: { kind: 'outline', colour: '#000000', width: 0.065 },
  box: { kind: 'box', colour: '#000000', opacity: 0.8 },
  shade: { kind: 'shade', colour: '#000000', opacity: 0.6 },
  none: { kind: 'none' },
}

export const usualLook: CaptionStyle = {
  font: 'social',
  size: 0.051,
  smallest: 0.034,
  colour: '#ffffff',
  treatment: usualTreatments.outline,
  align: 'center',
  vertical: { anchor: 'top', offset: 0.08 },
  uppercase: false,
  safeArea: 'standard',
  mirrored: false,
  lineHeight: 1.06,
}

/** Another treatment keeps the colour that was chosen. */
export function treatedWith(now: CaptionTreatment, kind: CaptionTreatment['kind']): CaptionTreatment {
  const next = usualTreatments[kind]
  return next.kind === 'none' || now.kind === 'none' ? next : { ...next, colour: now.colour }
}

/** A size of letters; long texts may become smaller, but never larger than it. */
export const withSize = (style: CaptionStyle, size: number): CaptionStyle => ({
  ...style,
  size,
  smallest: Math.min(usualLook.smallest, size),
})
