package io.clarifyvpc.aws;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

/** Independent reads on virtual threads. */
public final class SideBySide {
  private static final Executor VIRTUAL_THREADS = Thread::startVirtualThread;

  private SideBySide() {}

  /** Begins a call. */
  public static <T> CompletableFuture<T> start(Supplier<T> read) {
    return CompletableFuture.supplyAsync(read, VIRTUAL_THREADS);
  }

  /** What was read; a defect of ours is thrown as it was, without the wrapping. */
  public static <T> T join(CompletableFuture<T> read) {
    try {
      return read.join();
    } catch (CompletionException failure) {
      throw failure.getCause() instanceof RuntimeException defect ? defect : failure;
    }
  }

  /** What comes of each, in the order of what was given. */
  public static <A, B> List<B> all(List<A> given, Function<A, B> each) {
    return given.stream().map(value -> start(() -> each.apply(value))).toList().stream()
        .map(SideBySide::join)
        .toList();
  }
}
