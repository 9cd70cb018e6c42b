export * from './namespace';
export * from './priorities';
export * from './reserved-namespace';
