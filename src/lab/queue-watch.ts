/** Counts what is written to queues from outside, so that the uploader's own count is not what is believed. */
export interface QueueWatch {
  /** Most bytes written since `restart` of which no `onSubmittedWorkDone` had told that they were done. */
  readonly most: number
  restart(): void
}

/** Wraps `writeBuffer` and `onSubmittedWorkDone` of every queue of this page. */
export function watchQueue(): QueueWatch {
  const queue = GPUQueue.prototype
  const { writeBuffer, onSubmittedWorkDone } = queue
  let [written, done, most] = [0, 0, 0]
  queue.writeBuffer = function (buffer, offset, data, dataOffset?: number, size?: number) {
    const unit = 'BYTES_PER_ELEMENT' in data ? (data as Uint8Array).BYTES_PER_ELEMENT : 1
    written += size === undefined ? data.byteLength - (dataOffset ?? 0) * unit : size * unit
    most = Math.max(most, written - done)
    writeBuffer.call(this, buffer, offset, data as ArrayBuffer, dataOffset, size)
  }
  queue.onSubmittedWorkDone = async function () {
    const asked = written
    await onSubmittedWorkDone.call(this)
    done = Math.max(done, asked)
    return undefined
  }
  return {
    get most() {
      return most
    },
    restart() {
      most = written - done
    },
  }
}
