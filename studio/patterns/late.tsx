import { lazy, Suspense, useState, type ComponentType, type LazyExoticComponent, type ReactElement } from 'react'

/** What the button of something that is not loaded yet needs. */
export interface Lead {
  onClick?: () => void
  onPointerEnter?: () => void
  onFocus?: () => void
  'aria-haspopup'?: 'dialog'
}

type Triggered<P> = P & { trigger: ReactElement }
export interface LatePart<P> {
  readonly load: () => Promise<unknown>
  readonly Part: LazyExoticComponent<ComponentType<Triggered<P>>>
}

/** Declares a part of a page that is loaded when somebody comes near its button; outside components. */
export function latePart<P>(load: () => Promise<{ default: ComponentType<Triggered<P>> }>): LatePart<P> {
  return { load, Part: lazy(load) }
}

/** The button of such a part. The loaded part gets the same button as its trigger and opens by itself. */
export function Late<P extends object>(props: { of: LatePart<P>; with: P; children: (lead: Lead) => ReactElement }) {
  const { load, Part } = props.of
  const [wanted, setWanted] = useState(false)
  // When it cannot be loaded ahead, opening it says so.
  const near = (): void => void load().catch(() => undefined)
  const button = props.children({
    onClick: () => setWanted(true),
    onPointerEnter: near,
    onFocus: near,
    'aria-haspopup': 'dialog',
  })
  if (!wanted) return button
  const parts: Triggered<P> = { ...props.with, trigger: props.children({}) }
  return (
    <Suspense fallback={button}>
      <Part {...parts} />
    </Suspense>
  )
}
