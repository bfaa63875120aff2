import { vi } from 'vitest';

/** What a browser has to record with, in place of one. `stopped` lets the end of the recording be said late. */
export function stubMicrophone(): { readonly stopped: () => void; readonly track: { enabled: boolean } } {
  const track = { enabled: true, stop: () => {} };
  let recorder: Recorder | null = null;
  class Recorder extends EventTarget {
    static isTypeSupported = () => true;
    state = 'inactive';
    constructor() {
      super();
      recorder = this;
    }
    start() {
      this.state = 'recording';
    }
    pause() {
      this.state = 'paused';
    }
    resume() {
      this.state = 'recording';
    }
    stop() {
      this.state = 'inactive';
    }
  }
  class Context {
    createAnalyser() {
      return { fftSize: 0, getFloatTimeDomainData: (samples: Float32Array) => samples.fill(0.1) };
    }
    createMediaStreamSource() {
      return { connect: () => {} };
    }
    async close() {}
  }
  vi.stubGlobal('MediaRecorder', Recorder);
  vi.stubGlobal('AudioContext', Context);
  Object.defineProperty(navigator, 'mediaDevices', {
    configurable: true,
    value: { getUserMedia: async () => ({ getTracks: () => [track] }) },
  });
  return { stopped: () => void recorder?.dispatchEvent(new Event('stop')), track };
}
