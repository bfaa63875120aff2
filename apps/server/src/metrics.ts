import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the server counts: numbers only, no accounts, no addresses. */
export type Metrics = {
  readonly registry: Registry;
  readonly requests: Counter<'status'>;
  readonly requestSeconds: Histogram;
  readonly messages: Counter;
  readonly batchMessages: Histogram;
  readonly sockets: Gauge;
  readonly slowReaders: Counter;
  readonly deliverySeconds: Histogram;
  /** Reads how many messages wait to be stored whenever the metrics are asked for. */
  readonly queueDepth: (read: () => number) => void;
};

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requests: new Counter({
      name: 'sotto_http_requests_total',
      help: 'HTTP requests by status',
      labelNames: ['status'],
      registers,
    }),
    requestSeconds: new Histogram({
      name: 'sotto_http_request_seconds',
      help: 'Time to answer an HTTP request',
      buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
      registers,
    }),
    messages: new Counter({ name: 'sotto_messages_total', help: 'Messages accepted durably', registers }),
    batchMessages: new Histogram({
      name: 'sotto_batch_messages',
      help: 'Messages stored by one statement',
      buckets: [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2000],
      registers,
    }),
    sockets: new Gauge({ name: 'sotto_sockets', help: 'Connected devices', registers }),
    slowReaders: new Counter({
      name: 'sotto_slow_readers_total',
      help: 'Sockets cut off because they read too slowly',
      registers,
    }),
    deliverySeconds: new Histogram({
      name: 'sotto_delivery_seconds',
      help: 'From acceptance to the socket of a connected recipient',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 10, 60],
      registers,
    }),
    queueDepth(read) {
      new Gauge({
        name: 'sotto_queue_messages',
        help: 'Messages waiting to be stored',
        registers,
        collect() {
          this.set(read());
        },
      });
    },
  };
}
