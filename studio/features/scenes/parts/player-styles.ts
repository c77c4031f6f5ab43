interface Templated {
  getTemplateHTML?: (...given: unknown[]) => string
}

const names = [
  'media-controller',
  'media-control-bar',
  'media-fullscreen-button',
  'media-gesture-receiver',
  'media-loading-indicator',
  'media-mute-button',
  'media-pip-button',
  'media-play-button',
  'media-playback-rate-button',
  'media-preview-thumbnail',
  'media-preview-time-display',
  'media-preview-chapter-display',
  'media-text-display',
  'media-time-display',
  'media-time-range',
  'media-tooltip',
]
let done = false

/**
 * The player's elements write `<style>` into their own templates, which the page's policy refuses without its nonce.
 * Call once, before the first of them is put on the page.
 */
export function allowStyles(): void {
  const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce
  if (done || !nonce) return
  done = true
  const classes = names.flatMap(
    (name) => (customElements.get(name) as (CustomElementConstructor & Templated) | undefined) ?? [],
  )
  // All are read before the first is changed: some inherit the template of another.
  const templates = classes.map((one) => one.getTemplateHTML)
  classes.forEach((one, place) => {
    const make = templates[place]
    if (make === undefined) return
    one.getTemplateHTML = function withNonce(this: unknown, ...given: unknown[]): string {
      return make.apply(this, given).replaceAll(/<style(?=[\s>])/g, `<style nonce="${nonce}"`)
    }
  })
}
