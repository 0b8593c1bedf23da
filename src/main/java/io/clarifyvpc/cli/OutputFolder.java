package io.clarifyvpc.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;

/**
 * A folder that is written at once or not at all: under another name beside it, which it changes
 * for its own at the end. Nobody but the owner may read it, where the file system can tell.
 */
final class OutputFolder {
  private final Path folder;

  private OutputFolder(Path folder) {
    this.folder = folder;
  }

  /**
   * A folder that may be written: it does not exist, or is empty.
   *
   * @throws OutputRefused if it is anything else
   */
  static OutputFolder at(Path given) {
    var folder = given.toAbsolutePath().normalize();
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new OutputRefused("%s is not a folder".formatted(given));
    }
    try {
      if (Files.exists(folder)) {
        folder = folder.toRealPath();
        refuseFilled(folder);
      }
      return new OutputFolder(folder);
    } catch (IOException e) {
      throw refused(folder, e);
    }
  }

  private static void refuseFilled(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      if (entries.findAny().isPresent()) {
        throw new OutputRefused(
            "%s is not empty: nothing in it is overwritten, name another folder".formatted(folder));
      }
    }
  }

  /**
   * Writes it.
   *
   * @param files their contents, by paths in the folder
   * @throws OutputRefused if it cannot be written; nothing of it is left then
   */
  void write(Map<String, byte[]> files) {
    try {
      var parent = folder.getParent();
      if (parent == null) {
        throw new OutputRefused("%s is not empty".formatted(folder));
      }
      Files.createDirectories(parent);
      var unfinished =
          Files.createTempDirectory(parent, "." + folder.getFileName() + "-unfinished");
      try {
        for (var file : files.entrySet()) {
          write(unfinished.resolve(file.getKey()), file.getValue());
        }
        // Fails where somebody has put something into it meanwhile.
        Files.deleteIfExists(folder);
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        delete(unfinished);
        throw e;
      }
    } catch (IOException | UncheckedIOException e) {
      throw refused(folder, e);
    }
  }

  private static void write(Path file, byte[] content) throws IOException {
    var parent = file.getParent();
    if (parent != null && !Files.exists(parent)) {
      Files.createDirectory(parent, owners(parent, "rwx------"));
    }
    Files.createFile(file, owners(file, "rw-------"));
    Files.write(file, content);
  }

  private static FileAttribute<?>[] owners(Path path, String permissions) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private static void delete(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static OutputRefused refused(Path folder, Exception why) {
    return new OutputRefused(
        "%s cannot be written: %s".formatted(folder, why.getClass().getSimpleName()));
  }
}
