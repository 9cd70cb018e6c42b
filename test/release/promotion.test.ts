import { changedEnvironments } from '../../src/release/changed-environments';
import { checkPromotions } from '../../src/release/check-promotions';
import { outcomeOf } from '../../src/release/command';
import { ranInDev } from '../../src/release/ran-in-dev';
import { releaseCommit } from '../../src/release/release-commit';
import { DEV, digest, PROD, release, ScratchRepository, tag } from './scratch-repository';

describe('FP-15: production takes only what ran in dev', () => {
  let history: ScratchRepository;
  let commits: readonly string[];
  beforeAll(() => {
    history = new ScratchRepository();
    commits = [
      history.commit({ [DEV]: release({ api: 1, worker: 1 }), [PROD]: release({ api: 1, worker: 1 }) }),
      history.commit({ [DEV]: release({ api: 2, worker: 1 }) }),
      history.commit({ [DEV]: release({ api: 2, worker: 5 }) }),
      history.commit({ [DEV]: release({ api: 3, worker: 5 }) }),
    ];
  });
  afterAll(() => history.remove());

  let repository: ScratchRepository;
  beforeEach(() => {
    repository = new ScratchRepository(history);
  });
  afterEach(() => repository.remove());

  const ask = (service: string, n: number, environment = 'fablink-prod') =>
    outcomeOf(() =>
      ranInDev(repository.root, ['--environment', environment, '--service', service, '--digest', digest(n)]),
    );
  const check = (base: string, head = 'HEAD') =>
    outcomeOf(() => checkPromotions(repository.root, ['--base', base, '--head', head]));
  const branch = (files: Readonly<Record<string, string>>) => {
    repository.git('switch', '--quiet', '--create', 'candidate');
    return repository.commit(files);
  };

  test('a digest that ran is found with its tag and the commit that brought it, though another service moved since', () => {
    expect(ask('api', 2)).toEqual({ code: 0, text: `tag=${tag(2)}\ncommit=${commits[1]}` });
  });

  test('the digest that runs now counts', () => {
    expect(ask('api', 3)).toEqual({ code: 0, text: `tag=${tag(3)}\ncommit=${commits[3]}` });
  });

  test('a digest that ran twice is found where it came last', () => {
    const again = repository.commit({ [DEV]: release({ api: 1, worker: 5 }) });
    expect(ask('api', 1).text).toBe(`tag=${tag(1)}\ncommit=${again}`);
  });

  test('a digest that never ran is refused with exit code 1', () => {
    expect(ask('api', 7)).toEqual({ code: 1, text: `api ${digest(7)} never ran in fablink-dev` });
  });

  test('a digest that only another service ran is refused', () => {
    expect(ask('api', 5).code).toBe(1);
  });

  test('a digest of a branch that was overruled when it was merged never ran', () => {
    repository.git('switch', '--quiet', '--create', 'side', `${commits[2]}`);
    repository.commit({ [DEV]: release({ api: 7, worker: 5 }) });
    repository.git('switch', '--quiet', 'main');
    repository.git('merge', '--quiet', '--no-ff', '--no-commit', '--strategy=ours', 'side');
    repository.commit({ [DEV]: release({ api: 8, worker: 5 }) });
    expect(ask('api', 7).code).toBe(1);
  });

  test('nothing is promoted to an environment that the pipeline itself releases to', () => {
    expect(ask('api', 1, 'fablink-dev')).toEqual({ code: 2, text: expect.stringContaining('nothing is promoted to') });
  });

  test('a clone whose history is cut short is refused, not believed', () => {
    const shallow = new ScratchRepository();
    shallow.git('fetch', '--quiet', '--depth=1', `file://${repository.root}`, 'main');
    shallow.git('reset', '--quiet', '--hard', 'FETCH_HEAD');
    const argv = ['--environment', 'fablink-prod', '--service', 'api', '--digest', digest(1)];
    const outcome = outcomeOf(() => ranInDev(shallow.root, argv));
    shallow.remove();
    expect(outcome).toEqual({ code: 2, text: expect.stringContaining('shallow') });
  });

  test('a pull request that brings a tried digest to production passes, whoever opened it', () => {
    branch({ [PROD]: release({ api: 2, worker: 1 }) });
    expect(check('main')).toEqual({ code: 0, text: 'promotions are in order (fablink-prod)' });
  });

  test('a pull request that brings an untried digest to production fails', () => {
    branch({ [PROD]: release({ api: 7, worker: 1 }) });
    expect(check('main')).toEqual({ code: 1, text: `fablink-prod: api ${digest(7)} never ran in fablink-dev` });
  });

  test('a pull request that brings a digest to dev and production at once fails', () => {
    branch({ [DEV]: release({ api: 7, worker: 5 }), [PROD]: release({ api: 7, worker: 1 }) });
    expect(check('main').code).toBe(1);
  });

  test('a pull request that gives a tried digest another tag fails', () => {
    branch({ [PROD]: release({ api: 2, worker: 1 }).replace(tag(2), tag(9)) });
    expect(check('main')).toEqual({ code: 1, text: expect.stringContaining(`as ${tag(2)}`) });
  });

  test('a pull request that was opened before production moved on is judged by its own change only', () => {
    branch({ 'README.md': 'x' });
    repository.git('switch', '--quiet', 'main');
    repository.commit({ [PROD]: release({ api: 3, worker: 5 }) });
    expect(check('main', 'candidate')).toEqual({ code: 0, text: expect.stringContaining('no release file changed') });
  });

  test('a way back to a digest that ran before passes', () => {
    repository.commit({ [PROD]: release({ api: 3, worker: 5 }) });
    branch({ [PROD]: release({ api: 1, worker: 1 }) });
    expect(check('main').code).toBe(0);
  });

  test('a service that is new in production may come unreleased, and a released one may not become so', () => {
    const [zero, head] = ['0'.repeat(40), release({ api: 1 }).trimEnd().slice(0, -'}\n  }\n}'.length)];
    repository.commit({ [PROD]: release({ api: 1 }) });
    branch({ [PROD]: `${head}},"new":{"tag":"${zero}"}}}` });
    expect(check('main').code).toBe(0);
    repository.commit({ [PROD]: `{"image":{"api":{"tag":"${zero}"}}}` });
    expect(check('main')).toEqual({ code: 1, text: 'fablink-prod: api lost its digest' });
  });

  test('the environments to verify are those whose release file changed', () => {
    branch({ [PROD]: release({ api: 3, worker: 5 }), 'src/environments/fablink-dev.ts': '' });
    const outcome = changedEnvironments(repository.root, ['--base', 'main', '--head', 'HEAD']);
    expect(outcome).toEqual({ code: 0, text: '["fablink-prod"]' });
  });

  test('an environment that nothing was released to is not verified', () => {
    const text = `{"image":{"api":{"tag":"${'0'.repeat(40)}"}}}`;
    branch({ 'src/environments/memo-dev.release.json': text });
    expect(changedEnvironments(repository.root, ['--base', 'main', '--head', 'HEAD']).text).toBe('[]');
  });

  test('an option that git could take for its own is refused', () => {
    const argv = ['--base=--output=x', '--head', 'HEAD'];
    expect(outcomeOf(() => changedEnvironments(repository.root, argv))).toEqual({
      code: 2,
      text: expect.stringContaining('is not the name of a commit'),
    });
  });
});

describe('FD-13: a release commit is a release and nothing else', () => {
  let repository: ScratchRepository;
  beforeEach(() => {
    repository = new ScratchRepository();
    repository.commit({ [DEV]: release({ api: 1 }), [PROD]: release({ api: 1 }), 'dist/fablink-dev/a.yaml': '1' });
  });
  afterEach(() => repository.remove());

  const judge = (files: Readonly<Record<string, string>>) => {
    repository.commit(files);
    return outcomeOf(() => releaseCommit(repository.root, ['--base', 'HEAD^', '--head', 'HEAD']));
  };

  test('one release file and the output of its environment are a release', () => {
    const files = { [DEV]: release({ api: 2 }), 'dist/fablink-dev/a.yaml': '2', 'argocd/fablink-dev/b.yaml': '2' };
    expect(judge(files)).toEqual({ code: 0, text: 'environment=fablink-dev' });
  });

  test.each([
    ['a line of code', { [DEV]: release({ api: 2 }), 'src/main.ts': '' }, 'not part of a release: src/main.ts'],
    ['the output of another environment', { [DEV]: release({ api: 2 }), 'dist/fablink-prod/a.yaml': '2' }, 'not part'],
    ['a folder that begins alike', { [DEV]: release({ api: 2 }), 'dist/fablink-dev-2/a.yaml': '2' }, 'not part'],
    ['two release files', { [DEV]: release({ api: 2 }), [PROD]: release({ api: 2 }) }, 'edits 2'],
    ['no release file', { 'dist/fablink-dev/a.yaml': '2' }, 'edits 0'],
  ])('%s is not', (_what, files, message) => {
    expect(judge(files)).toEqual({ code: 1, text: expect.stringContaining(message) });
  });
});
