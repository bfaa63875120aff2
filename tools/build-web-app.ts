import { ensureWebApp } from '../apps/server/src/http/ensure-web-app.ts';

/** Builds the web app as a server would that starts: those that start afterwards find it. */
await ensureWebApp();
