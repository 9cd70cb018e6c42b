import { factValue } from '../../src/objects/fact-value';
import { realModel } from '../real-model';

const { environments, manifests } = realModel();
const onEks = environments.filter(({ cluster }) => cluster.cloud.type === 'aws');
const names = (environment: string, kind: string): readonly string[] =>
  manifests
    .filter(({ environment: own, object }) => own === environment && object.kind === kind)
    .map(({ object }) => object.metadata.name);

describe.each(onEks.map(({ name, cluster }) => ({ name, cluster })))('the cluster of $name', ({ name, cluster }) => {
  it('moves within the bounds of its node groups, where they have any (FP-04, LP-08)', () => {
    const hasBounds = cluster.pools.map(({ nodes }) => factValue(nodes)).some(({ min, max }) => min < max);
    expect(names(name, 'Application').includes('cluster-autoscaler')).toBe(hasBounds);
  });

  it('has the driver of the disks that its classes promise (FP-12, LP-08)', () => {
    const hasDisks = manifests.some(
      ({ environment, object }) => environment === name && object.provisioner === 'ebs.csi.aws.com',
    );
    expect(names(name, 'Application').includes('aws-ebs-csi-driver')).toBe(hasDisks);
  });
});
