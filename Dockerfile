# syntax=docker/dockerfile:1
# The operator's image:  docker build -t ssmenv .
# The same file system as that of `./mvnw -Pimage package`, see docs/image.md.

FROM eclipse-temurin:25-jdk AS build
WORKDIR /src
COPY . .
# The second step needs the Internet too: the AOT cache is trained against an API server.
RUN ./mvnw -B -q -DskipTests package && src/main/image/rootfs

FROM scratch
LABEL org.opencontainers.image.title="ssmenv" \
      org.opencontainers.image.description="A Kubernetes operator for EC2 instances managed through AWS Systems Manager" \
      org.opencontainers.image.licenses="Apache-2.0"
COPY --from=build /src/target/image/layers/runtime/ /
COPY --from=build /src/target/image/layers/libraries/ /
COPY --from=build /src/target/image/layers/application/ /
USER 65532:65532
EXPOSE 8080
ENTRYPOINT ["/opt/java/bin/java", "@/opt/ssmenv/jvm.options", "-XX:AOTCache=/opt/ssmenv/ssmenv.aot", "-jar", "/opt/ssmenv/ssmenv-operator.jar"]
CMD ["--help"]
