export { endedJobs } from "./ended.ts";
export { cancelJob, enqueue, jobById, latestJobs } from "./queue.ts";
export { startWorker, workOnce, type Worker, type WorkerWish } from "./worker.ts";
