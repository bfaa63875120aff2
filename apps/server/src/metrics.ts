import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the server counts: numbers only, no accounts, no addresses. */
export type Metrics = {
  readonly registry: Registry;
  readonly requests: Counter<'status'>;
  readonly requestSeconds: Histogram;
  readonly messages: Counter;
  readonly batchMessages: Histogram;
  readonly groupMessages: Counter;
  readonly groupCommits: Counter<'outcome'>;
  readonly groupBatchMessages: Histogram;
  readonly groupDeliveries: Counter;
  readonly uploads: Counter<'outcome'>;
  readonly blobBytes: Counter<'direction'>;
  readonly sockets: Gauge;
  readonly slowReaders: Counter;
  readonly deliverySeconds: Histogram;
  /** Reads how many messages wait to be stored whenever the metrics are asked for. */
  readonly queueDepth: (read: () => number) => void;
  /** The same for messages to groups. */
  readonly groupQueueDepth: (read: () => number) => void;
};

const batchBuckets = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2000];

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const gaugeOf = (name: string, help: string, read: () => number) => {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(read());
      },
    });
  };
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
      buckets: batchBuckets,
      registers,
    }),
    groupMessages: new Counter({
      name: 'sotto_group_messages_total',
      help: 'Messages to groups accepted durably',
      registers,
    }),
    groupCommits: new Counter({
      name: 'sotto_group_commits_total',
      help: 'Commits to groups by what became of them',
      labelNames: ['outcome'],
      registers,
    }),
    groupBatchMessages: new Histogram({
      name: 'sotto_group_batch_messages',
      help: 'Messages to groups stored by one statement',
      buckets: batchBuckets,
      registers,
    }),
    groupDeliveries: new Counter({
      name: 'sotto_group_deliveries_total',
      help: 'Group events written to connected devices as they were accepted',
      registers,
    }),
    uploads: new Counter({
      name: 'sotto_uploads_total',
      help: 'Uploads of files by what became of them',
      labelNames: ['outcome'],
      registers,
    }),
    blobBytes: new Counter({
      name: 'sotto_blob_bytes_total',
      help: 'Bytes of encrypted files received and given out',
      labelNames: ['direction'],
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
    queueDepth: (read) => gaugeOf('sotto_queue_messages', 'Messages waiting to be stored', read),
    groupQueueDepth: (read) =>
      gaugeOf('sotto_group_queue_messages', 'Messages to groups waiting to be stored', read),
  };
}
