/** Labels that select the pods of one workload: name and instance, never a version, because selectors are immutable. */
export function selectorLabels(name: string, system: string): Record<string, string> {
  return { 'app.kubernetes.io/name': name, 'app.kubernetes.io/instance': system };
}
