package io.clarifyvpc;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.clarifyvpc.network.Service;
import java.io.Serializable;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The packages, in their order, and what the core must not touch. */
class ArchitectureTest {
  private static final String ROOT = "io.clarifyvpc";

  /** Each uses only those before it. */
  private static final List<String> LAYERS =
      List.of(
          "snapshot", "network", "control", "catalogue", "assess", "json", "aws", "lambda", "cli");

  private static final List<String> CORE = LAYERS.subList(0, LAYERS.indexOf("assess") + 1);

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  private static String[] packages(List<String> layers) {
    return layers.stream().map(layer -> ROOT + "." + layer + "..").toArray(String[]::new);
  }

  private static Stream<String> layers() {
    return LAYERS.stream();
  }

  private static Stream<String> core() {
    return CORE.stream();
  }

  @Test
  void packages_are_exactly_these() {
    var found = new TreeSet<String>();
    CLASSES.forEach(type -> found.add(type.getPackageName()));

    assertThat(found)
        .containsExactlyInAnyOrderElementsOf(
            LAYERS.stream().map(layer -> ROOT + "." + layer).toList());
  }

  @ParameterizedTest
  @MethodSource("layers")
  void package_uses_only_those_above_it(String layer) {
    var below = LAYERS.subList(LAYERS.indexOf(layer) + 1, LAYERS.size());
    classes()
        .that(resideInAPackage(ROOT + "." + layer + ".."))
        .should()
        .onlyDependOnClassesThat(not(resideInAnyPackage(packages(below))))
        .check(CLASSES);
  }

  @Test
  void functions_and_command_line_never_see_each_other() {
    noClasses()
        .that(resideInAPackage(ROOT + ".cli.."))
        .should()
        .dependOnClassesThat(resideInAPackage(ROOT + ".lambda.."))
        .check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("core")
  void core_depends_on_the_jdk_and_itself_alone(String layer) {
    noClasses()
        .that(resideInAPackage(ROOT + "." + layer + ".."))
        .should()
        .dependOnClassesThat(
            not(resideInAnyPackage(ROOT + "..", "java..", "org.jspecify.annotations")))
        .check(CLASSES);
  }

  /** No I/O, no network, no log, no randomness, no threads. */
  @ParameterizedTest
  @MethodSource("core")
  void core_is_pure(String layer) {
    noClasses()
        .that(resideInAPackage(ROOT + "." + layer + ".."))
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                    "java.io..",
                    "java.nio.file..",
                    "java.nio.channels..",
                    "java.net.http..",
                    "java.util.logging..",
                    "java.util.concurrent..",
                    "java.sql..")
                .and(not(type(Serializable.class))))
        .orShould()
        .dependOnClassesThat(
            nameMatching(
                "java\\.lang\\.(Process|ProcessBuilder|Runtime|Thread|System\\$Logger)"
                    + "|java\\.util\\.(Random|Scanner|Timer)|java\\.time\\.Clock"
                    + "|java\\.net\\.(Socket|URL|URLConnection|ServerSocket)"))
        .check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("core")
  void core_reads_neither_environment_nor_clock(String layer) {
    noClasses()
        .that(resideInAPackage(ROOT + "." + layer + ".."))
        .should()
        .accessTargetWhere(onSystem().or(onTheClock()))
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaAccess<?>> onSystem() {
    return DescribedPredicate.describe(
        "System's environment, properties, streams or time",
        access ->
            access.getTargetOwner().isEquivalentTo(System.class)
                && !access.getName().equals("arraycopy")
                && !access.getName().equals("identityHashCode")
                && !access.getName().equals("lineSeparator"));
  }

  private static DescribedPredicate<JavaAccess<?>> onTheClock() {
    return DescribedPredicate.describe(
        "now() of java.time",
        access ->
            access.getName().equals("now")
                && access.getTargetOwner().getPackageName().equals("java.time"));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void package_is_null_marked(String layer) {
    assertThat(CLASSES.getPackage(ROOT + "." + layer).isAnnotatedWith(NullMarked.class)).isTrue();
  }

  /** {@link Service} is AWS's own word. */
  @Test
  void class_names_say_what_a_thing_is() {
    noClasses()
        .that(not(type(Service.class)))
        .should()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Service")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Dto")
        .orShould()
        .haveSimpleNameEndingWith("Info")
        .orShould()
        .haveSimpleNameEndingWith("Base")
        .orShould()
        .haveSimpleNameStartingWith("Abstract")
        .check(CLASSES);
  }
}
