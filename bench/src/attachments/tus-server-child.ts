import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';

/** The server of the tus project with files on the disk, nothing added. */
const [directory] = process.argv.slice(2) as [string];
const server = new Server({ path: '/files', datastore: new FileStore({ directory }) });
const listening = server.listen({ host: '127.0.0.1', port: 0 }, () => {
  const { port } = listening.address() as { port: number };
  console.log(JSON.stringify({ endpoint: `http://127.0.0.1:${port}/files` }));
});
