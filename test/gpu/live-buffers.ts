/** Bytes of all buffers that were made since and are not destroyed. `stop` ends the count. */
export function watchBuffers(): { readonly bytes: () => number; readonly stop: () => void } {
  const live = new Map<GPUBuffer, number>()
  const { createBuffer } = GPUDevice.prototype
  const { destroy } = GPUBuffer.prototype
  GPUDevice.prototype.createBuffer = function (descriptor) {
    const buffer = createBuffer.call(this, descriptor)
    live.set(buffer, buffer.size)
    return buffer
  }
  GPUBuffer.prototype.destroy = function () {
    live.delete(this)
    destroy.call(this)
  }
  return {
    bytes: () => [...live.values()].reduce((sum, size) => sum + size, 0),
    stop: () => {
      GPUDevice.prototype.createBuffer = createBuffer
      GPUBuffer.prototype.destroy = destroy
    },
  }
}
