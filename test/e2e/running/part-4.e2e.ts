import { runsOnItsNodes } from './runs-on-its-nodes';

runsOnItsNodes(4);
