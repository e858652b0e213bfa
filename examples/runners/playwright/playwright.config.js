module.exports = { retries: 1, workers: 1, projects: [{ name: 'api' }] };
