export { endProcesses } from './end-processes';
export { freePorts } from './free-ports';
export { lives, records, type ProcessRecord, type Rank } from './process-record';
export { logEnd, startProcess, waitUntilReady, type Launch } from './start-process';
