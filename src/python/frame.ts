/** Page side: sandbox frames. A worker cannot make one, so the engine asks the page for it. */
import { SandboxError } from '../errors.ts'
import { FRAME_CONNECT, FRAME_READY } from './handshake.ts'

const frames = new Map<number, HTMLIFrameElement>()

/** Milliseconds: until the document's text is tried beside its address, and from then until both are given up. */
const PATIENCE = { src: 3000, srcdoc: 10_000 }

export interface SandboxOptions {
  /** Address of the sandbox document. */
  readonly src: string
  /** Milliseconds to wait for the document by address; 0 goes straight to its text. */
  readonly patience?: number
  readonly signal?: AbortSignal
}

export interface OpenSandbox {
  readonly id: number
  readonly port: MessagePort
}

/**
 * Makes a sandbox and gives the port of its worker. By address first, because a frame made of text inherits the
 * page's own content policy; then also by text, because no service worker serves an opaque-origin frame offline.
 * The frame that answers first stays. Throws SandboxError.
 */
export async function openSandbox(options: SandboxOptions): Promise<OpenSandbox> {
  const patience = options.patience ?? PATIENCE.src
  options.signal?.throwIfAborted()
  const ends = new AbortController()
  try {
    return await new Promise<OpenSandbox>((resolve, reject) => {
      options.signal?.addEventListener('abort', () => reject(options.signal?.reason), { signal: ends.signal })
      if (patience > 0) offer('src', options.src, resolve, ends.signal)
      const byText = async () => {
        const text = await documentText(options.src)
        if (text !== null && !ends.signal.aborted) offer('srcdoc', text, resolve, ends.signal)
      }
      const timers = [
        setTimeout(() => byText().catch(reject), patience),
        setTimeout(() => reject(new SandboxError('its frame does not answer')), patience + PATIENCE.srcdoc),
      ]
      ends.signal.addEventListener('abort', () => timers.forEach(clearTimeout))
    })
  } finally {
    ends.abort()
  }
}

/** Ends a sandbox, whatever it is doing. */
export function killSandbox(id: number): void {
  frames.get(id)?.remove()
  frames.delete(id)
}

/** Text of the sandbox document; null when the page may not or cannot read it now. */
async function documentText(src: string): Promise<string | null> {
  const response = await fetch(src).catch(() => null)
  if (response !== null && !response.ok) throw new SandboxError('its page cannot be loaded')
  return response === null ? null : response.text()
}

/** Adds a frame that answers with `resolve` when its document is ready, and goes when `ends` comes before that. */
function offer(
  attribute: 'src' | 'srcdoc',
  value: string,
  resolve: (opened: OpenSandbox) => void,
  ends: AbortSignal,
): void {
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-scripts')
  frame.setAttribute('allow', '')
  frame.setAttribute('credentialless', '')
  frame.setAttribute('referrerpolicy', 'no-referrer')
  frame.setAttribute('aria-hidden', 'true')
  frame.setAttribute(attribute, value)
  frame.tabIndex = -1
  frame.hidden = true
  const onMessage = (event: MessageEvent) => {
    // An opaque origin has no name: its window is the only proof of where a message comes from.
    if (event.source === null || event.source !== frame.contentWindow || event.data !== FRAME_READY) return
    removeEventListener('message', onMessage)
    ends.removeEventListener('abort', onEnd)
    const { port1, port2 } = new MessageChannel()
    frame.contentWindow?.postMessage(FRAME_CONNECT, '*', [port2])
    const id = crypto.getRandomValues(new Uint32Array(1))[0] as number
    frames.set(id, frame)
    resolve({ id, port: port1 })
  }
  const onEnd = () => {
    removeEventListener('message', onMessage)
    frame.remove()
  }
  addEventListener('message', onMessage)
  ends.addEventListener('abort', onEnd)
  document.documentElement.append(frame)
}
