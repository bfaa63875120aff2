import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** What the server counts: numbers only, no accounts, no addresses. */
export type Metrics = {
  readonly registry: Registry;
  readonly requests: Counter<'status'>;
  readonly requestSeconds: Histogram;
};

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Counter({
      name: 'sotto_http_requests_total',
      help: 'HTTP requests by status',
      labelNames: ['status'],
      registers: [registry],
    }),
    requestSeconds: new Histogram({
      name: 'sotto_http_request_seconds',
      help: 'Time to answer an HTTP request',
      buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
      registers: [registry],
    }),
  };
}
