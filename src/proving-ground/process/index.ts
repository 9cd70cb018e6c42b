export { answersOk, listens } from './answers';
export { crashProcess, restartDead } from './crash-process';
export { endProcess, endProcesses } from './end-processes';
export { freePorts } from './free-ports';
export { lives, records, type ProcessRecord, type Rank } from './process-record';
export { logEnd, startProcess, waitUntilReady, type Launch } from './start-process';
export { startScript } from './start-script';
