import type { Course } from './course';

const NODE = 'kube_node_status_condition{node="a",';
const AGAIN = 'fluentbit_output_retries_total';
const SENT = 'fluentbit_output_proc_records_total';

/** What happens to pods, nodes and the collector of logs on each, by the alert's name and requirement. */
export const CLUSTER_COURSES: Readonly<Record<string, readonly Course[]>> = {
  PodRestarts: [
    {
      name: 'fires at the fourth start within 10 minutes, not at the third',
      series: {
        'kube_pod_container_status_restarts_total{pod="a",container="$job"}': '0x4 1 2 3 3x30',
        'kube_pod_container_status_restarts_total{pod="b",container="$job"}': '0x4 1 2 3 4x30',
        // `increase` reads these three as 3.3.
        'kube_pod_container_status_restarts_total{pod="c",container="$job"}': '5x4 6 7 8 8x30',
      },
      silent: [7.5, 14, 30],
      firing: { minutes: [8, 13.5], with: { pod: 'b' }, values: { 8: '4', 13.5: '4' } },
    },
    {
      name: 'is silent about four starts that take longer',
      series: { 'kube_pod_container_status_restarts_total{pod="a",container="$job"}': '0x4 1x4 2x4 3x4 4x30' },
      silent: [10, 15, 20, 25, 30],
    },
    {
      name: 'is silent when a node that starts anew counts from 0, and counts on from there',
      series: {
        'kube_pod_container_status_restarts_total{pod="a",container="$job"}': '7x10 0x30',
        'kube_pod_container_status_restarts_total{pod="b",container="$job"}': '7x10 0 1 2 3 4x20',
      },
      silent: [11, 14.5],
      firing: { minutes: [15], with: { pod: 'b' }, values: { 15: '4' } },
    },
    {
      name: 'is silent about containers of Jobs',
      series: { 'kube_pod_container_status_restarts_total{pod="$job-migrate-a",container="$job-migrate"}': '0+1x30' },
      silent: [5, 30],
    },
    { name: 'is silent without data', series: {}, silent: [30] },
  ],
  'PodRestarts TG-14': [
    {
      name: 'fires at the fifth start within an hour, not at the fourth',
      series: {
        'kube_pod_container_status_restarts_total{pod="a",container="$job"}': '0x9 1x9 2x9 3x9 4x70',
        'kube_pod_container_status_restarts_total{pod="b",container="$job"}': '0x9 1x9 2x9 3x9 4x9 5x60',
        // `increase` reads these four as more.
        'kube_pod_container_status_restarts_total{pod="c",container="$job"}': '5x9 6x9 7x9 8x9 9x70',
      },
      silent: [40, 49.5, 69, 100],
      firing: { minutes: [50, 68.5], with: { pod: 'b' }, values: { 50: '5', 68.5: '5' } },
    },
    {
      name: 'is silent about five starts that take longer',
      series: { 'kube_pod_container_status_restarts_total{pod="a",container="$job"}': '0x14 1x19 2x19 3x19 4x19 5x60' },
      silent: [35, 55, 75, 95, 115],
    },
    {
      name: 'is silent when a node that starts anew counts from 0, and counts on from there',
      series: {
        'kube_pod_container_status_restarts_total{pod="a",container="$job"}': '7x10 0x60',
        'kube_pod_container_status_restarts_total{pod="b",container="$job"}': '7x10 0 1 2 3 4 5x40',
      },
      silent: [11, 15.5],
      firing: { minutes: [16], with: { pod: 'b' }, values: { 16: '5' } },
    },
    {
      name: 'is silent about containers of Jobs',
      series: { 'kube_pod_container_status_restarts_total{pod="$job-migrate-a",container="$job-migrate"}': '0+1x90' },
      silent: [5, 90],
    },
    { name: 'is silent without data', series: {}, silent: [90] },
  ],
  NodeNotReady: [
    {
      name: 'fires 5 minutes after a node stopped to be ready, whatever else it says, and ends when it is again',
      series: {
        [`${NODE}condition="Ready",status="true"}`]: '1x4 0x9 1x10',
        [`${NODE}condition="Ready",status="false"}`]: '0x4 1x9 0x10',
        [`${NODE}condition="Ready",status="unknown"}`]: '0x30',
        [`${NODE}condition="DiskPressure",status="true"}`]: '1x30',
        'kube_node_status_condition{node="b",condition="Ready",status="true"}': '1x30',
      },
      silent: [4, 9.5, 15],
      firing: { minutes: [10, 14.5], with: { node: 'a' } },
    },
    {
      name: 'is silent about what is well not to be true',
      series: {
        [`${NODE}condition="DiskPressure",status="true"}`]: '0x30',
        [`${NODE}condition="Ready",status="false"}`]: '0x30',
      },
      silent: [10, 30],
    },
    {
      name: 'is silent while one of two kube-state-metrics has not heard yet',
      series: {
        [`${NODE}condition="Ready",status="true",pod="old"}`]: '0x30',
        [`${NODE}condition="Ready",status="true",pod="new"}`]: '1x30',
      },
      silent: [10, 30],
    },
    {
      name: 'ends when the node is gone',
      series: { [`${NODE}condition="Ready",status="true"}`]: '0x9 stale' },
      silent: [10],
      firing: { minutes: [9.5], with: { node: 'a' } },
    },
    { name: 'is silent without data', series: {}, silent: [30] },
  ],
  NodePressure: [
    ...['DiskPressure', 'MemoryPressure'].map(condition => ({
      name: `fires 10 minutes after a node has told ${condition}, whatever else it tells, and ends when it is over`,
      series: {
        [`${NODE}condition="${condition}",status="true"}`]: '0x4 1x14 0x10',
        [`${NODE}condition="${condition}",status="false"}`]: '1x4 0x14 1x10',
        [`${NODE}condition="Ready",status="true"}`]: '1x30',
        [`kube_node_status_condition{node="b",condition="${condition}",status="true"}`]: '0x30',
      },
      silent: [4, 14.5, 20],
      firing: { minutes: [15, 19.5], with: { node: 'a', condition } },
    })),
    {
      name: 'is silent about a node that is short for less than 10 minutes, and again',
      series: { [`${NODE}condition="DiskPressure",status="true"}`]: '1x9 0 1x9 0x10' },
      silent: [9.5, 10, 15, 20.5, 25],
    },
    {
      name: 'names the node once while two of kube-state-metrics tell of it, and when one has not heard yet',
      series: {
        [`${NODE}condition="DiskPressure",status="true",pod="old"}`]: '1x14 0x20',
        [`${NODE}condition="DiskPressure",status="true",pod="new"}`]: '1x40',
      },
      silent: [9.5],
      firing: { minutes: [10, 14, 30], with: { node: 'a', condition: 'DiskPressure' } },
    },
    {
      name: 'ends when the node is gone',
      series: { [`${NODE}condition="DiskPressure",status="true"}`]: '1x14 stale' },
      silent: [15],
      firing: { minutes: [14.5], with: { node: 'a', condition: 'DiskPressure' } },
    },
    { name: 'is silent without data', series: {}, silent: [30] },
  ],
  LogsWaiting: [
    {
      name: 'fires after 10 minutes of attempts, for the service on whichever node, and ends 5 minutes after the last',
      series: {
        [`${AGAIN}{name="orders",pod="a"}`]: '0x10 1+1x19 20x30',
        [`${AGAIN}{name="orders",pod="b"}`]: '0x10 1+1x19 20x30',
      },
      silent: [10.5, 20.5, 34],
      firing: { minutes: [21, 33.5], with: { name: 'orders' }, values: { 21: '10', 33.5: '2' } },
    },
    {
      name: 'fires for a single attempt in every 4 minutes, 10 minutes after the first',
      series: { [`${AGAIN}{name="orders",pod="a"}`]: '0x10 1x3 2x3 3x3 4x3' },
      silent: [20.5],
      firing: { minutes: [21, 23], with: { name: 'orders' }, values: { 21: '1', 23: '1' } },
    },
    {
      name: 'is silent about attempts that end within 10 minutes, and after a restart of Fluent Bit',
      series: {
        [`${AGAIN}{name="orders",pod="a"}`]: '0x10 1+1x4 5x30',
        [`${AGAIN}{name="main",pod="a"}`]: '9x20 0x30',
      },
      silent: [11, 18, 19.5, 21, 35],
    },
    { name: 'is silent without data', series: {}, silent: [30] },
    {
      name: 'is silent about another namespace',
      series: { [`${AGAIN}{name="orders",namespace="elsewhere"}`]: '0+1x40' },
      silent: [20, 40],
    },
  ],
  LogsMissing: [
    {
      name: 'fires 30 minutes after the last line of all services, and ends with the next, whatever is elsewhere',
      series: {
        [`${SENT}{name="orders",pod="a"}`]: '0+10x20 200x60',
        [`${SENT}{name="main",pod="b"}`]: '0+10x20 200x39 210x20',
        [`${SENT}{name="orders",namespace="elsewhere"}`]: '0+10x80',
      },
      silent: [20, 48.5, 61],
      firing: { minutes: [49, 60.5] },
    },
    {
      name: 'fires where not one line was ever sent',
      series: { [`${SENT}{name="orders",pod="a"}`]: '0x40' },
      silent: [15],
      firing: { minutes: [16, 40] },
    },
    {
      name: 'is silent while lines of one service arrive from one node',
      series: {
        [`${SENT}{name="orders",pod="a"}`]: '0+1x80',
        [`${SENT}{name="main",pod="b"}`]: '5x80',
      },
      silent: [40, 60, 80],
    },
    { name: 'is silent without data', series: {}, silent: [40] },
    {
      name: 'is silent about another namespace',
      series: { [`${SENT}{name="orders",namespace="elsewhere"}`]: '5x80' },
      silent: [40, 80],
    },
  ],
};
