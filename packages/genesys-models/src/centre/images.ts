import { ContactCentreError } from './errors.ts'
import type { Random } from './random.ts'

export interface ChatImage {
  readonly name: string
  readonly mime: string
  readonly bytes: Uint8Array
}

export interface ImageLimits {
  /** Default 5 MiB. */
  readonly maxBytes: number
  /** Per chat. Default 20. */
  readonly maxCount: number
  /** Default: PNG, JPEG, GIF and WebP. */
  readonly mimes: readonly string[]
}

export const DEFAULT_IMAGE_LIMITS: ImageLimits = {
  maxBytes: 5 * 1024 * 1024,
  maxCount: 20,
  mimes: ['image/png', 'image/jpeg', 'image/gif', 'image/webp'],
}

/** The images of one chat. */
export class Images {
  readonly #random: Random
  readonly #limits: ImageLimits
  readonly #images = new Map<string, ChatImage>()

  constructor(random: Random, limits: ImageLimits) {
    this.#random = random
    this.#limits = limits
  }

  /**
   * Keeps an image and returns its id.
   *
   * @throws {ContactCentreError} `INVALID_FILE_TYPE`, `LIMIT_FILE_SIZE` or `LIMIT_FILE_COUNT`
   */
  add(image: ChatImage): string {
    const { maxBytes, maxCount, mimes } = this.#limits
    if (!mimes.includes(image.mime)) {
      throw new ContactCentreError(
        'INVALID_FILE_TYPE',
        `Expected one of ${mimes.join(', ')}, got "${image.mime}".`,
      )
    }
    if (image.bytes.length > maxBytes) {
      throw new ContactCentreError(
        'LIMIT_FILE_SIZE',
        `The image has ${image.bytes.length} bytes. At most ${maxBytes} are accepted.`,
      )
    }
    if (this.#images.size >= maxCount) {
      throw new ContactCentreError(
        'LIMIT_FILE_COUNT',
        `This chat has ${maxCount} images already. No more are accepted.`,
      )
    }
    const id = this.#random.uuid()
    this.#images.set(id, image)
    return id
  }

  get total(): { readonly count: number; readonly bytes: number } {
    const images = [...this.#images.values()]
    return { count: images.length, bytes: images.reduce((sum, { bytes }) => sum + bytes.length, 0) }
  }

  /** @throws {ContactCentreError} `NOT_FOUND` */
  get(id: string): ChatImage {
    const image = this.#images.get(id)
    if (!image) throw new ContactCentreError('NOT_FOUND', `This chat has no image "${id}".`)
    return image
  }
}
