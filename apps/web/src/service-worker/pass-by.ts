/** Static routing (a part of the Service Workers specification that not every browser has). */
type RoutingEvent = ExtendableEvent & {
  addRoutes?(rules: readonly { condition: { urlPattern: string }; source: 'network' }[]): Promise<void>;
};

/**
 * Has the browser take what goes to the server past the service worker. It would answer none of it, and whatever is
 * uploaded would lie in its memory on the way: a whole file, piece after piece.
 */
export async function passBy(event: ExtendableEvent, urlPattern: string): Promise<void> {
  await (event as RoutingEvent).addRoutes?.([{ condition: { urlPattern }, source: 'network' }]);
}
