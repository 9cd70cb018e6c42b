export { AWS_APIS } from '../../constructs/aws';
