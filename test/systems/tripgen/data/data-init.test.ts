import { createHash } from 'node:crypto';
import { sampleDataLoad, schemaInit, schemaVersions, validation } from '../../../../src/systems/tripgen/data';
import { isDay, daysAfter } from '../../../../src/constructs/data-init/csv';
import { distanceKm } from '../../../../src/systems/tripgen/data/load/distance';
import { loadSampleData } from '../../../../src/systems/tripgen/data/load/sample-data';
import { sampleId } from '../../../../src/systems/tripgen/data/sql/sample-id';
import { literal } from '../../../../src/constructs/data-init/sample';
import { tablesOf } from '../../../../src/systems/tripgen/data/sql/tables';

const INTO = { host: 'postgresql.tripgen-dev.svc.cluster.local', user: 'postgres', database: 'tripgen' };

const steps = () => [schemaInit(INTO, 'and-exporter'), sampleDataLoad(INTO), validation(INTO, 'and-exporter')];

describe('TripGen’s data initialisation (TG-07, TG-20)', () => {
  test('has the document’s names: Jobs, files, host, user, database', () => {
    const [schema, data, check] = steps();
    expect([schema, data, check].map(step => step?.name)).toEqual([
      'database-schema-init',
      'sample-data-load',
      'data-validation',
    ]);
    expect(schema?.args[1]).toContain('-f /scripts/schema.sql');
    for (const file of ['users.sql', 'locations.sql', 'ai-test-data.sql'])
      expect(data?.args[1]).toContain(`-f /data/${file}`);
    expect(schema?.env).toMatchObject({ PGHOST: INTO.host, PGUSER: 'postgres', PGDATABASE: 'tripgen', PGPORT: '5432' });
    expect(check?.reads).toEqual(['/data']);
  });

  test('is the same text from the same data', () => {
    const again = loadSampleData();
    const text = (all: readonly unknown[]): string => JSON.stringify(all);
    expect(
      text([sampleDataLoad(INTO, again), validation(INTO, 'and-exporter', again)]) === text(steps().slice(1)),
    ).toBe(true);
  });

  test('fits into ConfigMaps, and is text that Argo CD reads as it was written', () => {
    for (const { data, name } of steps()) {
      const object = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'test' }, data: { ...data } };
      expect(Buffer.byteLength(JSON.stringify(object))).toBeLessThan(1_048_576);
      for (const text of Object.values(data)) {
        expect(text).not.toMatch(/^\s*\t|[ \t]+\n|\r|[\u0000-\u0008\u007f-\u009f\u2028\u2029\ufeff\ufffd]/);
        expect(text.endsWith('\n')).toBe(true);
      }
    }
  });

  test('holds no password and no hash', () => {
    for (const { data, args, env } of steps())
      expect(JSON.stringify([data, args, env])).not.toMatch(/\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}|PASSWORD '[^'%]/);
  });

  test('has an id for each row that follows from its table and its code alone', () => {
    const tables = tablesOf(loadSampleData());
    const ids = tables.flatMap(({ name, rows }) => rows.map(({ code }) => sampleId(name, code)));
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every(id => /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(
      true,
    );
    // Fixed for ever: another id would be another row for whoever refers to it.
    expect(sampleId('locations', 'gyeongbokgung')).toBe('c721ced2-b597-5682-af4f-fb9d5231931d');
  });

  test('never changes a version of the schema that was released', () => {
    const checksums = schemaVersions().map(text => createHash('sha256').update(text).digest('hex').slice(0, 12));
    expect(checksums).toEqual(['d1de28c4ff56', 'cbd29c038faa', '2808901b2627', 'd9288a6c8bb9']);
  });

  test('refers only to rows that are in the data', () => {
    const tables = tablesOf(loadSampleData());
    const idsOf = new Map(
      tables.map(({ name, rows }) => [name, new Set(rows.map(({ code }) => sampleId(name, code)))]),
    );
    for (const { name, references, rows } of tables)
      for (const [column, parent] of Object.entries(references))
        for (const { code, values } of rows)
          if (values[column] !== undefined)
            expect([name, code, column, idsOf.get(parent)?.has(String(values[column]))]).toEqual([
              name,
              code,
              column,
              true,
            ]);
  });
});

describe('what the SQL is made of', () => {
  test('a text cannot end its quotes', () => {
    expect(literal("it's \\ 'x'")).toBe("'it''s \\ ''x'''");
    expect(literal(['a', "b'"])).toBe("ARRAY['a', 'b''']");
    expect([literal([]), literal(-3.5)]).toEqual(["'{}'", '-3.5']);
  });

  test('days of the calendar', () => {
    expect(['2024-02-29', '2026-12-31'].map(isDay)).toEqual([true, true]);
    expect(['2026-02-29', '2026-13-01', '2026-04-31', '2026-4-1', '2026-00-10'].map(isDay)).toEqual(
      Array(5).fill(false),
    );
    expect([daysAfter('2026-12-30', 3), daysAfter('2024-02-28', 2), daysAfter('2026-01-01', 0)]).toEqual([
      '2027-01-02',
      '2024-03-01',
      '2026-01-01',
    ]);
  });

  test('distances on the earth', () => {
    expect(distanceKm({ lat: 37.5665, lon: 126.978 }, { lat: 35.1796, lon: 129.0756 })).toBeCloseTo(325, -1);
    expect(distanceKm({ lat: 1, lon: 1 }, { lat: 1, lon: 1 })).toBe(0);
  });
});
