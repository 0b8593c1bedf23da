package io.clarifyvpc.cli;

/** The options that say where a workload is, and what they accept. */
final class Whereabouts {
  static final String ACCOUNT = "--account";
  static final String REGION = "--region";

  private Whereabouts() {}

  static void requireAccount(String account) {
    if (!account.matches("[0-9]{12}")) {
      throw new WrongUsage("--account %s is not an account id: 12 digits".formatted(account));
    }
  }

  static void requireRegion(String region) {
    RegionName.require(REGION, region);
  }
}
