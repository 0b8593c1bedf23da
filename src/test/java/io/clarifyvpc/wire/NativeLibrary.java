package io.clarifyvpc.wire;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The runtime client's native part, in a file of this build. Left to itself the client unpacks it
 * to one path in /tmp, over the copy that another function is just loading: that one dies of
 * SIGBUS.
 */
final class NativeLibrary {
  /** The client's own property for the file to load. */
  static final String PROPERTY =
      "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

  private static final String CLIENT = "aws-lambda-java-runtime-interface-client-*.jar";

  private NativeLibrary() {}

  /**
   * Unpacks it.
   *
   * @param jars the folder that the runtime client lies in
   */
  static Path unpacked(Path jars, Path target) throws IOException {
    try (var clients = Files.newDirectoryStream(jars, CLIENT)) {
      try (var client = FileSystems.newFileSystem(clients.iterator().next())) {
        Files.copy(
            client.getPath("jni", "libaws-lambda-jni.%s.so".formatted(platform())),
            target,
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return target.toAbsolutePath();
  }

  private static String platform() {
    var architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
    boolean musl = Files.exists(Path.of("/etc/alpine-release"));
    return (musl ? "linux_musl-" : "linux-") + architecture;
  }
}
