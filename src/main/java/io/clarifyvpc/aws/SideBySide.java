package io.clarifyvpc.aws;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Independent reads on virtual threads. */
final class SideBySide {
  private static final Executor VIRTUAL_THREADS = Thread::startVirtualThread;

  private SideBySide() {}

  static <T> CompletableFuture<T> start(Supplier<T> read) {
    return CompletableFuture.supplyAsync(read, VIRTUAL_THREADS);
  }

  /** What was read; a defect of ours is thrown as it was, without the wrapping. */
  static <T> T join(CompletableFuture<T> read) {
    try {
      return read.join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException defect ? defect : failure;
    }
  }
}
