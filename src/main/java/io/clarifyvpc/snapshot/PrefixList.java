package io.clarifyvpc.snapshot;

import java.util.List;
import java.util.Optional;

/**
 * A prefix list: one of AWS's, named by its service, or a customer's.
 *
 * @param prefixListName empty for a customer's list of which only the entries were read
 * @param cidrs its ranges; empty optional where they were not read
 */
public record PrefixList(
    String prefixListId, Optional<String> prefixListName, Optional<List<String>> cidrs) {
  public PrefixList {
    cidrs = cidrs.map(List::copyOf);
  }
}
