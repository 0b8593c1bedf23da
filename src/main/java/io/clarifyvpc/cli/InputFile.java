package io.clarifyvpc.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.clarifyvpc.json.Json;
import io.clarifyvpc.json.MalformedDocument;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Function;

/** A file that a user named. Whatever is wrong with it is told under its name. */
final class InputFile {
  private InputFile() {}

  /** What the file's JSON decodes to. */
  static <T> T decode(Path file, Function<JsonNode, ? extends T> decoder) {
    try {
      return decoder.apply(Json.parse(bytes(file, Json.MAX_BYTES)));
    } catch (MalformedDocument e) {
      throw malformed(file, e.getMessage());
    }
  }

  /**
   * Its content, and not much more than {@code most} bytes of it, so that a decoder can refuse it
   * as too large.
   */
  static byte[] bytes(Path file, int most) {
    if (Files.isDirectory(file)) {
      throw malformed(file, "is a folder, not a file");
    }
    try (var content = Files.newInputStream(file)) {
      return content.readNBytes(most + 1);
    } catch (NoSuchFileException _) {
      throw malformed(file, "does not exist");
    } catch (AccessDeniedException _) {
      throw malformed(file, "may not be read: permission denied");
    } catch (IOException e) {
      throw malformed(file, "cannot be read: " + e.getClass().getSimpleName());
    }
  }

  static UnreadableInput malformed(Path file, String problem) {
    return new UnreadableInput("%s %s".formatted(file, problem));
  }
}
