import type { Course } from './course';

/** A store that no exporter asks, and that serves with one pod. */
const aloneCourses = (metric: string, label: string): readonly Course[] => [
  {
    name: 'fires when no pod is ready for 3 minutes, and ends with the first',
    series: { [`${metric}{${label}="$job"}`]: '1x4 0x9 1x10' },
    silent: [4, 7.5, 15, 20],
    firing: { minutes: [8, 14.5], values: { 8: '0', 14.5: '0' } },
  },
  {
    name: 'is silent while one of two kube-state-metrics has not heard yet, and about another store',
    series: {
      [`${metric}{${label}="$job",instance="old"}`]: '0x30',
      [`${metric}{${label}="$job",instance="new"}`]: '1x30',
      [`${metric}{${label}="another"}`]: '0x30',
    },
    silent: [3, 10, 30],
  },
  {
    name: 'is silent about another store alone, and about one of that name elsewhere',
    series: {
      [`${metric}{${label}="another"}`]: '0x30',
      [`${metric}{${label}="$job",namespace="elsewhere"}`]: '0x30',
    },
    silent: [10],
  },
  { name: 'is silent without data', series: {}, silent: [30] },
];

/** A program on every node that shows no metrics. */
const MISSING = 'kube_daemonset_status_number_unavailable';
const agentCourses: readonly Course[] = [
  {
    name: 'fires when a node has been without it for 15 minutes, and ends with its pod',
    series: { [`${MISSING}{daemonset="$job"}`]: '0x4 1x19 0x10' },
    silent: [4, 19.5, 25, 30],
    firing: { minutes: [20, 24.5], values: { 20: '1', 24.5: '1' } },
  },
  {
    name: 'is told once while two of kube-state-metrics tell of it',
    series: {
      [`${MISSING}{daemonset="$job",instance="old"}`]: '2x30',
      [`${MISSING}{daemonset="$job",instance="new"}`]: '2x30',
    },
    silent: [14.5],
    firing: { minutes: [15, 30], values: { 15: '2', 30: '2' } },
  },
  {
    name: 'is silent about another program, and about one of that name elsewhere',
    series: {
      [`${MISSING}{daemonset="another"}`]: '1x40',
      [`${MISSING}{daemonset="$job",namespace="elsewhere"}`]: '1x40',
    },
    silent: [20, 40],
  },
  { name: 'is silent without data', series: {}, silent: [30] },
];

/** A store of three pods that no exporter asks, and that serves nobody with fewer than two. */
const READY = 'kube_statefulset_status_replicas_ready';
const readyCourses: readonly Course[] = [
  {
    name: 'fires when fewer than two of three pods are ready for 3 minutes, not at two, and ends with the second',
    series: { [`${READY}{statefulset="$job"}`]: '3x4 2x4 1x9 2x10' },
    silent: [4, 9.5, 12.5, 20],
    firing: { minutes: [13, 19.5], values: { 13: '1', 19.5: '1' } },
  },
  {
    name: 'fires when there is no pod',
    series: { [`${READY}{statefulset="$job"}`]: '0x30' },
    silent: [2.5],
    firing: { minutes: [3, 30], values: { 3: '0', 30: '0' } },
  },
  {
    name: 'counts a pod once while two of kube-state-metrics tell of it',
    series: {
      [`${READY}{statefulset="$job",instance="old"}`]: '1x30',
      [`${READY}{statefulset="$job",instance="new"}`]: '1x30',
    },
    silent: [2.5],
    firing: { minutes: [3, 30], values: { 3: '1', 30: '1' } },
  },
  {
    name: 'is silent while one of two kube-state-metrics has not heard yet, and about another store',
    series: {
      [`${READY}{statefulset="$job",instance="old"}`]: '1x30',
      [`${READY}{statefulset="$job",instance="new"}`]: '2x30',
      [`${READY}{statefulset="another"}`]: '0x30',
    },
    silent: [3, 10, 30],
  },
  {
    name: 'is silent about another store alone',
    series: { [`${READY}{statefulset="another"}`]: '0x30' },
    silent: [10],
  },
  { name: 'is silent without data', series: {}, silent: [30] },
];

/** What pods tell of themselves where no exporter and no metrics do, by what is asked or by the alert's name. */
export const READY_COURSES: Readonly<Record<string, readonly Course[]>> = {
  'StoreDown kube_deployment_status_replicas_ready < 1': aloneCourses(
    'kube_deployment_status_replicas_ready',
    'deployment',
  ),
  'StoreDown kube_statefulset_status_replicas_ready < 1': aloneCourses(READY, 'statefulset'),
  'StoreDown kube_statefulset_status_replicas_ready < 2': readyCourses,
  AgentMissing: agentCourses,
};
