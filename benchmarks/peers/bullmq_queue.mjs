// BullMQ with Redis: jobs added in bulk, one worker with concurrency 64, the result a file.
import { readdirSync, readFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { Queue, Worker } from 'bullmq';

const folder = process.argv[2];
const connection = { host: '127.0.0.1', port: Number(process.env.PEERS_REDIS_PORT), maxRetriesPerRequest: null };
mkdirSync(`${folder}/out`);
const names = readdirSync(`${folder}/in`);
const queue = new Queue(`copy-${process.pid}`, { connection });
await queue.addBulk(names.map((name) => ({ name: 'copy', data: { name, text: readFileSync(`${folder}/in/${name}`, 'utf8') }, opts: { removeOnComplete: true } })));
let left = names.length;
await new Promise((done) => {
  const worker = new Worker(queue.name, async (job) => {
    writeFileSync(`${folder}/out/${job.data.name}`, JSON.stringify(JSON.parse(job.data.text), null, 2));
  }, { connection, concurrency: 64 });
  worker.on('completed', () => { if (--left === 0) done(); });
});
process.exit(0);
