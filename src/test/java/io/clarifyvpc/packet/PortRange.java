package io.clarifyvpc.packet;

import java.util.stream.IntStream;

/** Ports from one to another, both included. */
public record PortRange(int from, int to) {
  public boolean holds(int port) {
    return from <= port && port <= to;
  }

  /** Every port in it. */
  public IntStream ports() {
    return IntStream.rangeClosed(from, to);
  }
}
