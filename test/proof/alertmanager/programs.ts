import { realTool } from '../../real-tool';

/** The real programs, where they are built; their reason printed where they are not. */
export const ALERTMANAGER = realTool('alertmanager', 'alertmanager');
export const AMTOOL = realTool('amtool', 'amtool');
