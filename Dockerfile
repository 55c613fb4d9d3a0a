# The server with its page. Every step is in .ci/image-steps, which the checks run as well.
FROM node:20-bookworm-slim AS build
WORKDIR /source
COPY .ci/image-steps .ci/
COPY package.json package-lock.json .npmrc ./
COPY alerts/package.json alerts/
COPY db/package.json db/
COPY server/package.json server/
COPY client/package.json client/
COPY test/package.json test/
RUN .ci/image-steps install
COPY . .
RUN .ci/image-steps build && .ci/image-steps assemble /cordon

FROM node:20-bookworm-slim
# Left alone the allocator keeps memory for each thread by itself and gives little of it back.
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 CORDON_DATA=/data MALLOC_ARENA_MAX=2
WORKDIR /cordon
COPY --from=build /cordon .
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["node", "server/bin/healthy.mjs"]
# What a request makes is soon garbage: with more room for what is young, less of it is copied before.
CMD ["node", "--max-semi-space-size=32", "server/dist/cordon.js"]
