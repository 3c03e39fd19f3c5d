const jsc = { parser: { syntax: 'ecmascript', jsx: true }, transform: { react: { runtime: 'automatic' } } }

module.exports = {
  mode: 'production',
  entry: './src/index.jsx',
  output: { path: `${__dirname}/build`, filename: 'index.js' },
  resolve: { extensions: ['.js', '.jsx'] },
  performance: false,
  module: {
    rules: [
      { test: /\.jsx$/, use: { loader: 'swc-loader', options: { jsc } } },
      { test: /\.css$/, use: ['style-loader', 'css-loader'] },
    ],
  },
}
