package io.clarifyvpc.cli;

import io.clarifyvpc.json.DescribeAnswers;
import io.clarifyvpc.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The files of a network folder: every {@code *.json} directly in it, in the order of their names.
 */
final class NetworkFolder {
  private static final String SUFFIX = ".json";

  private final Path folder;

  NetworkFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads them all. A file that cannot be read is one that cannot be used, which the answers say.
   *
   * @throws UnreadableInput if there is no such folder, or no such file in it
   */
  void readInto(DescribeAnswers answers) {
    if (!Files.exists(folder)) {
      throw unreadable("does not exist");
    }
    if (!Files.isDirectory(folder)) {
      throw unreadable("is not a folder");
    }
    try {
      var home = folder.toRealPath();
      var files = files();
      if (files.isEmpty()) {
        throw unreadable("holds no *.json");
      }
      for (var file : files) {
        read(file, home, answers);
      }
    } catch (IOException | UncheckedIOException _) {
      throw unreadable("cannot be read");
    }
  }

  private List<Path> files() throws IOException {
    try (var entries = Files.list(folder)) {
      return entries
          .filter(NetworkFolder::isCandidate)
          .sorted(Comparator.comparing(NetworkFolder::nameOf))
          .toList();
    }
  }

  /** A file, or a link whatever it leads to; no folder, and nothing that would block. */
  private static boolean isCandidate(Path path) {
    return nameOf(path).toLowerCase(Locale.ROOT).endsWith(SUFFIX)
        && (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(path));
  }

  private static void read(Path file, Path home, DescribeAnswers answers) {
    var name = shown(file);
    try {
      var real = file.toRealPath();
      if (!real.startsWith(home)) {
        answers.addUnreadable(name, new byte[0], "is a link that leaves the folder");
        return;
      }
      if (!Files.isRegularFile(real)) {
        answers.addUnreadable(name, new byte[0], "is not a file");
        return;
      }
      try (var content = Files.newInputStream(real)) {
        // One byte more than is accepted: the decoder says so of what is larger.
        answers.add(name, content.readNBytes(Json.MAX_BYTES + 1));
      }
    } catch (IOException _) {
      answers.addUnreadable(name, new byte[0], "cannot be read");
    }
  }

  private static String nameOf(Path path) {
    return String.valueOf(path.getFileName());
  }

  /** The file's name for a terminal. */
  private static String shown(Path file) {
    return nameOf(file).replaceAll("\\p{Cntrl}", "?");
  }

  private UnreadableInput unreadable(String problem) {
    return new UnreadableInput("the network folder %s %s".formatted(folder, problem));
  }
}
