package io.clarifyvpc.aws;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Independent reads on virtual threads. */
final class SideBySide {
  private static final Executor VIRTUAL_THREADS = Thread::startVirtualThread;

  private SideBySide() {}

  static <T> CompletableFuture<T> start(Supplier<T> read) {
    return CompletableFuture.supplyAsync(read, VIRTUAL_THREADS);
  }
}
