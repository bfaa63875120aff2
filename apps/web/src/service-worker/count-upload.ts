/** As much as a piece of a file holds at most on its way to the server. */
const pieceBytesMax = 8 * 1024 * 1024;

/**
 * Makes the engine count what it holds for an upload. Chromium copies the body of a request that passes a service
 * worker and frees it together with the request, but counts only the few bytes of the object: nothing would be
 * collected until a file of gigabytes was held whole. A buffer of that size is counted, and dropped at once.
 */
export function countUpload(request: Request): void {
  // Written to, so that it is not left out as good for nothing.
  if (request.method === 'PATCH') new DataView(new ArrayBuffer(pieceBytesMax)).setUint8(0, 1);
}
