import { LitElement, type PropertyValues } from 'lit'
import type { ErrorRecord } from '../errors.ts'
import type { EngineConfig, PerceiveClient, ReconstructionResult, RunRequest } from '../perceive/protocol.ts'
import { stringsFor } from '../strings/index.ts'
import { Announcer } from './announcer.ts'
import { ATTRIBUTES, DEFAULTS } from './attributes.ts'
import { BlobUrls } from './blob-urls.ts'
import { Colouring } from './colouring.ts'
import { showState } from './custom-states.ts'
import { loadEngine } from './engine.ts'
import { CodePerceptCodeChangeEvent, type CodePerceptViewerEventMap } from './events.ts'
import { PictureIntake } from './intake.ts'
import { languageAround } from './language.ts'
import { Linking } from './linking.ts'
import { bitmapToPng, type Picture, pictureName } from './picture.ts'
import { prepareRun } from './prepare-run.ts'
import { type GivenProgram, isBusy, type ViewerState } from './run.ts'
import { copyText, resultFile, saveBlob } from './save.ts'
import { Scrolling } from './scrolling.ts'
import { Session } from './session.ts'
import { StepView } from './step-view.ts'
import { MORE_SECONDS } from './steps-panel.ts'
import { styles } from './styles.ts'
import { renderViewer } from './template.ts'
import type { Size } from './verdict-overlay.ts'

export type { ViewerState }
export type ViewerView = 'split' | 'slider' | 'code'

/**
 * `<codepercept-viewer>`: shows a picture, has it redrawn as code on this device, and shows the drawing, the code and
 * the fidelity score. README.md in this folder lists attributes, properties, events, slots, parts and variables.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the interface below types the events and declares no property
export class CodePerceptViewerElement extends LitElement {
  /** URL that the default addresses of model, runtime and sandbox start from; the document's own when null. */
  static assetBase: string | null = null

  /** Makes the engine's client when a run needs it. A host may put another engine here. */
  static clientFactory: (config: EngineConfig) => PerceiveClient | Promise<PerceiveClient> = loadEngine

  static override styles = styles

  static override properties = ATTRIBUTES

  /** Address of the picture. */
  declare src: string | null
  /** What the picture shows, in words. */
  declare alt: string | null
  /** The picture itself: an address, a file's bytes, or pixels. It goes before `src`. */
  declare image: Picture | ImageBitmap | null
  declare modelSrc: string | null
  declare runtimeSrc: string | null
  declare sandboxSrc: string | null
  declare ocrSrc: string | null
  /** `off`: the picture's own texts and axes are not read. */
  declare ocr: 'on' | 'off'
  /** `off`: a picture waits for `generate()` or the button. */
  declare autorun: 'on' | 'off'
  declare view: ViewerView
  /** At most this many tokens of answer. */
  declare maxTokens: number | null
  /** Soft time limit of the program in seconds. */
  declare timeout: number | null
  /** Seconds for which the model's program is refined; 0: it is not. */
  declare refine: number | null
  /** Drawings that refining may take, whatever the seconds allow. */
  declare refineRenders: number | null
  /** Answers of the model to choose from. */
  declare candidates: number | null
  /** The program can be edited and run. */
  declare editable: boolean
  /** Kernels are tuned in idle time on software adapters too; on graphics hardware they are without it. */
  declare tune: boolean

  #internals: ElementInternals | null = null
  #picture: Picture | null = null
  /** A picture came that is to be redrawn once it is shown. */
  #due = false
  #draft: string | null = null
  #figure = 0
  #size: Size | null = null
  #position = 50
  #status = ''
  readonly #urls = new BlobUrls()
  readonly #scrolling = new Scrolling()
  readonly #colouring = new Colouring(() => this.requestUpdate())
  readonly #steps = new StepView(() => this.requestUpdate())

  readonly #announcer = new Announcer((text) => {
    this.#status = text
    this.requestUpdate()
  })

  readonly #linking = new Linking({
    changed: () => this.requestUpdate(),
    announce: (text) => this.#announcer.announce(text),
    words: () => stringsFor(languageAround(this)),
  })

  readonly #session: Session = new Session({
    prepare: (signal, given) => this.#prepare(signal, given),
    changed: () => this.#changed(),
    announce: (text) => this.#announcer.announce(text),
    dispatch: (event) => this.dispatchEvent(event),
    words: () => stringsFor(languageAround(this)),
  })

  readonly #intake = new PictureIntake(this, {
    // A picture that a person brings is meant to be redrawn, whatever `autorun` says of the host's own.
    onPicture: (file) => {
      this.image = file
      this.#due = true
    },
    onStop: () => {
      if (this.#linking.release()) return true
      const busy = isBusy(this.state)
      if (busy) void this.stop()
      return busy
    },
    changed: () => this.requestUpdate(),
  })

  constructor() {
    super()
    Object.assign(this, DEFAULTS)
  }

  static override get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: Lit reads the properties of the class it is called on
    return [...super.observedAttributes, 'lang']
  }

  get state(): ViewerState {
    return this.#session.state
  }

  /** The program on show. Setting it and calling `run()` skips the model. */
  get code(): string {
    return this.#session.code
  }

  set code(code: string) {
    this.#session.code = code
    this.#draft = null
    this.#steps.choose(null)
  }

  /** What the last run came to; null before its end. */
  get result(): Readonly<ReconstructionResult> | null {
    return this.#session.run?.result ?? null
  }

  /** The failure of the last run. */
  get error(): ErrorRecord | null {
    return this.result?.error ?? null
  }

  /** Has the model read the picture and redraw it. Resolves at the end of the run, whatever the end is. */
  async generate(): Promise<Readonly<ReconstructionResult>> {
    await this.#settled()
    return this.#start()
  }

  /** Runs the program in `code` without the model, and scores it. Resolves at the end of the run. */
  async run(): Promise<Readonly<ReconstructionResult>> {
    const { code } = this
    await this.#settled()
    return this.#start({ code })
  }

  /** Goes on refining the program in `code` for so many seconds. Resolves at the end of the run. */
  async improve(seconds: number = MORE_SECONDS): Promise<Readonly<ReconstructionResult>> {
    const { code } = this
    await this.#settled()
    const run = this.#session.run
    return this.#start({ code, refine: seconds, ...(run?.code === code && { history: run.history }) })
  }

  /** Ends the run that is under way; what is there is kept. */
  stop(): Promise<void> {
    return this.#session.stop()
  }

  /** Forgets picture, program and result. */
  async reset(): Promise<void> {
    this.src = null
    this.image = null
    this.#show(null)
    this.code = ''
    await this.updateComplete
  }

  /** The drawing on show as PNG; null while there is none. */
  async toBlob(): Promise<Blob | null> {
    return this.#drawing
  }

  override connectedCallback(): void {
    super.connectedCallback()
    this.#internals ??= this.attachInternals()
    this.#intake.connect()
    this.#changed()
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback()
    this.#intake.disconnect()
    this.#announcer.dispose()
    // A move within the document takes the element out and puts it in again at once: that must not stop a run.
    queueMicrotask(() => {
      if (this.isConnected) return
      void this.stop()
      this.#urls.dispose()
    })
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(name, old, value)
    if (name === 'lang') this.requestUpdate()
  }

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('image') || changed.has('src')) {
      const { image } = this
      if (image !== null && typeof image === 'object' && !(image instanceof Blob)) void this.#take(image)
      else this.#show(image || this.src || null)
    }
    // On a server nothing is connected, and nothing may run.
    if (this.#due && this.#picture !== null && this.isConnected) void this.#start()
  }

  override updated(): void {
    this.#urls.keep([this.#picture, this.#drawing, ...(this.#session.run?.figures ?? [])])
    if (this.shadowRoot) {
      this.#scrolling.follow(this.shadowRoot, this.state === 'generating', this.#linking, this.#steps)
    }
    if (this.code !== '') void this.#colouring.load()
  }

  get #drawing(): Blob | null {
    return this.#steps.shown?.drawing ?? this.#session.run?.figures[this.#figure] ?? null
  }

  #show(picture: Picture | null): void {
    if (picture === this.#picture) return
    // The first picture may come with a program that the host has set.
    if (this.#picture !== null) this.code = ''
    this.#picture = picture
    this.#size = null
    this.#session.leave()
    if (this.autorun !== 'off') this.#due = picture !== null
  }

  async #take(bitmap: ImageBitmap): Promise<void> {
    const png = await bitmapToPng(bitmap).catch(() => new Blob())
    if (this.image !== bitmap) return
    this.#show(png)
    this.requestUpdate()
  }

  #start(given: GivenProgram | null = null): Promise<ReconstructionResult> {
    this.#due = false
    this.#draft = null
    this.#figure = 0
    return this.#session.start(given)
  }

  /** A picture set just before has been taken up. */
  async #settled(): Promise<void> {
    if (this.isUpdatePending) await this.updateComplete
  }

  #prepare(signal: AbortSignal, given: GivenProgram | null): Promise<{ client: PerceiveClient; request: RunRequest }> {
    const { clientFactory, assetBase } = this.constructor as typeof CodePerceptViewerElement
    const lang = languageAround(this)
    const assets = assetBase ?? this.baseURI
    return prepareRun(this, this.#picture, { lang, assets, clientFactory, signal, given })
  }

  #changed(): void {
    showState(this.#internals?.states, this.state)
    this.requestUpdate()
    if (this.shadowRoot?.activeElement?.matches('.stop, .improve')) void this.#passFocusOn()
  }

  #element(selector: string): HTMLElement | null {
    return this.shadowRoot?.querySelector<HTMLElement>(selector) ?? null
  }

  protected override render() {
    const picture = this.#picture
    const run = this.#session.run
    const lang = languageAround(this)
    const name = pictureName(picture)
    this.#linking.follow(run)
    this.#steps.follow(run)
    const step = run?.code === this.code ? this.#steps.shown : null
    const code = step?.code ?? this.code
    return renderViewer({
      strings: stringsFor(lang),
      lang,
      state: this.state,
      run,
      picture: picture instanceof Blob ? this.#urls.of(picture) : picture,
      alt: this.alt,
      view: this.view,
      figure: this.#drawing && this.#urls.of(this.#drawing),
      figureIndex: this.#figure,
      size: this.#size,
      position: this.#position,
      code,
      step,
      at: this.#steps.at,
      lines: this.#colouring.lines(code),
      draft: this.#draft,
      editable: this.editable,
      dragging: this.#intake.dragging,
      linking: this.#linking,
      status: this.#status,
      onView: (view) => {
        this.view = view
      },
      onChoose: () => this.#element('input[type="file"]')?.click(),
      onChosen: this.#intake.onChosen,
      onGenerate: () => void this.generate(),
      onStop: () => void this.stop(),
      onSize: (size) => {
        this.#size = size
        this.requestUpdate()
      },
      onPosition: (position) => {
        this.#position = position
        this.requestUpdate()
      },
      onFigure: (index) => {
        this.#figure = index
        this.requestUpdate()
      },
      onSaveFigure: async () => {
        const png = await this.toBlob()
        if (png !== null) saveBlob(png, `${name}.figure.png`)
      },
      onSaveResult: () => this.result && saveBlob(resultFile(this.result, name), `${name}.json`),
      onSaveCode: () => saveBlob(new Blob([code], { type: 'text/x-python' }), `${name}.py`),
      onCopy: () => void this.#copy(code),
      onEdit: () => void this.#edit(code),
      onDraft: (draft) => {
        this.#draft = draft
      },
      onDiscard: () => void this.#edit(null),
      onRunDraft: () => this.#runDraft(),
      onStep: this.#steps.choose,
      onImprove: () => void this.improve(),
    })
  }

  /** These buttons come and go with the run: focus must not fall back to the start of the page. */
  async #passFocusOn(): Promise<void> {
    await this.updateComplete
    this.#element(isBusy(this.state) ? '.stop' : '.again')?.focus()
  }

  async #copy(code: string): Promise<void> {
    const { copied, copyFailed } = stringsFor(languageAround(this)).status
    const done = await copyText(code, this.#element('pre.code'))
    this.#announcer.announce(done ? copied : copyFailed)
  }

  async #edit(draft: string | null): Promise<void> {
    this.#draft = draft
    this.requestUpdate()
    await this.updateComplete
    this.#element(draft === null ? '.edit' : '.editor')?.focus()
  }

  #runDraft(): void {
    const draft = this.#draft ?? this.code
    if (draft !== this.code) {
      this.code = draft
      this.dispatchEvent(new CodePerceptCodeChangeEvent(draft, 'person'))
    }
    void this.run()
  }
}

export interface CodePerceptViewerElement {
  addEventListener<K extends keyof CodePerceptViewerEventMap>(
    type: K,
    listener: (this: CodePerceptViewerElement, event: CodePerceptViewerEventMap[K]) => void,
    options?: boolean | AddEventListenerOptions,
  ): void
  addEventListener(
    type: string,
    listener: EventListenerOrEventListenerObject,
    options?: boolean | AddEventListenerOptions,
  ): void
}
