import { runClientWorker } from '@sotto/store-browser';

runClientWorker();
