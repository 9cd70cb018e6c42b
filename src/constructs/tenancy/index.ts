export * from './namespace';
export * from './priorities';
