import { runClientWorker } from '@sotto/store-browser';

// The whole client lives here; the page only shows what it says.
runClientWorker();
