import { complaints, typeMutants, unchangedCopies } from '../proof/input/types';
import { tenth } from './tenth';

test('a seeded tenth of all that has a wrong type, key or unit does not compile', () => {
  const mutants = tenth(typeMutants(), 31);
  const said = complaints(mutants);
  expect(mutants.length).toBeGreaterThan(25);
  expect(said.filter(({ unparsed }) => unparsed).map(({ mutant }) => mutant.name)).toEqual([]);
  expect(said.filter(({ messages }) => messages.length === 0).map(({ mutant }) => mutant.name)).toEqual([]);
});

test('an unchanged copy of each file compiles: what is refused above is refused for its change', () => {
  const copies = unchangedCopies();
  expect(copies.length).toBeGreaterThan(5);
  expect(complaints(copies).flatMap(({ messages }) => messages)).toEqual([]);
});
