package io.clarifyvpc.assess;

import static io.clarifyvpc.assess.Creator.Detail.CREDENTIALS_ISSUED_TO;
import static io.clarifyvpc.assess.Creator.Detail.IDENTITY_PROVIDER;
import static io.clarifyvpc.assess.Creator.Detail.IDENTITY_TYPE;
import static io.clarifyvpc.assess.Creator.Detail.INVOKED_BY;
import static io.clarifyvpc.assess.Creator.Detail.ON_BEHALF_OF;
import static io.clarifyvpc.assess.Creator.Detail.PIPELINE_EXECUTION;
import static io.clarifyvpc.assess.Creator.Detail.PIPELINE_STEP_NAME;
import static io.clarifyvpc.assess.Creator.Detail.PRINCIPAL;
import static io.clarifyvpc.assess.Creator.Detail.ROLE_SESSION_NAME;
import static io.clarifyvpc.assess.Creator.Detail.SESSION_ISSUER;
import static io.clarifyvpc.assess.Creator.Detail.SOURCE_IDENTITY;
import static org.assertj.core.api.Assertions.assertThat;

import io.clarifyvpc.assess.Creator.Detail;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class CreatorTest {
  @Example
  void everything_that_is_known_is_told_from_the_person_to_the_machinery() {
    var creator =
        new Creator(
            Map.ofEntries(
                Map.entry(PRINCIPAL, "arn:aws:sts::111122223333:assumed-role/churn/SageMaker"),
                Map.entry(IDENTITY_TYPE, "AssumedRole"),
                Map.entry(SESSION_ISSUER, "arn:aws:iam::111122223333:role/mlops/churn"),
                Map.entry(ROLE_SESSION_NAME, "SageMaker"),
                Map.entry(SOURCE_IDENTITY, "maria"),
                Map.entry(ON_BEHALF_OF, "544894e8-80c1-707f-60e3-3ba6510dfac1"),
                Map.entry(IDENTITY_PROVIDER, "arn:aws:iam::111122223333:oidc-provider/git.example"),
                Map.entry(
                    CREDENTIALS_ISSUED_TO, "arn:aws:lambda:us-east-1:111122223333:function:start"),
                Map.entry(INVOKED_BY, "sagemaker.amazonaws.com"),
                Map.entry(PIPELINE_EXECUTION, "arn:aws:sagemaker:::pipeline/churn/execution/k3"),
                Map.entry(PIPELINE_STEP_NAME, "Bias")));

    assertThat(creator.lines())
        .containsExactly(
            "arn:aws:sts::111122223333:assumed-role/churn/SageMaker",
            "session SageMaker of arn:aws:iam::111122223333:role/mlops/churn",
            "source identity maria",
            "on behalf of the Identity Center user 544894e8-80c1-707f-60e3-3ba6510dfac1",
            "identified by arn:aws:iam::111122223333:oidc-provider/git.example",
            "with the credentials of arn:aws:lambda:us-east-1:111122223333:function:start",
            "through step Bias of the pipeline execution"
                + " arn:aws:sagemaker:::pipeline/churn/execution/k3",
            "through sagemaker.amazonaws.com");
  }

  @Example
  void what_is_no_arn_is_told_with_what_it_is_and_only_once() {
    assertThat(new Creator(Map.of(PRINCIPAL, "AIDAEXAMPLE", IDENTITY_TYPE, "AWSAccount")).lines())
        .containsExactly("AIDAEXAMPLE (AWSAccount)");
    assertThat(new Creator(Map.of(PRINCIPAL, "Root", IDENTITY_TYPE, "Root")).lines())
        .containsExactly("Root");
    assertThat(
            new Creator(
                    Map.of(
                        PRINCIPAL,
                        "sagemaker.amazonaws.com",
                        IDENTITY_TYPE,
                        "AWSService",
                        INVOKED_BY,
                        "sagemaker.amazonaws.com"))
                .lines())
        .containsExactly("sagemaker.amazonaws.com (AWSService)");
  }

  @Example
  void half_a_session_is_told_as_far_as_it_is_known() {
    assertThat(new Creator(Map.of(ROLE_SESSION_NAME, "maria")).lines())
        .containsExactly("session maria");
    assertThat(new Creator(Map.of(SESSION_ISSUER, "DataScience")).lines())
        .containsExactly("session of DataScience");
  }

  @Example
  void of_nobody_nothing_is_told() {
    assertThat(Creator.UNKNOWN.lines()).isEmpty();
    assertThat(Creator.UNKNOWN.through()).isEmpty();
    assertThat(new Creator(Map.of(PRINCIPAL, " \t"))).isEqualTo(Creator.UNKNOWN);
  }

  @Example
  void a_pipeline_tells_more_than_a_function_and_that_more_than_a_service() {
    var service = Map.of(INVOKED_BY, "service");
    var function = Map.of(INVOKED_BY, "service", CREDENTIALS_ISSUED_TO, "function");
    var pipeline =
        Map.of(
            INVOKED_BY,
            "service",
            CREDENTIALS_ISSUED_TO,
            "function",
            PIPELINE_EXECUTION,
            "pipeline");

    assertThat(List.of(service, function, pipeline))
        .extracting(details -> new Creator(details).through())
        .containsExactly(Optional.of("service"), Optional.of("function"), Optional.of("pipeline"));
  }

  @Property(tries = 100)
  void no_detail_is_longer_than_its_limit_and_shortening_twice_changes_nothing(
      @ForAll Detail detail, @ForAll String text, @ForAll @IntRange(max = 2000) int times) {
    var creator = new Creator(Map.of(detail, "x" + text.repeat(times)));

    assertThat(creator.get(detail).orElseThrow()).hasSizeLessThanOrEqualTo(1024);
    assertThat(new Creator(creator.details())).isEqualTo(creator);
    assertThat(creator.shortened(20).get(detail).orElseThrow()).hasSizeLessThanOrEqualTo(20);
  }

  @Example
  void every_detail_has_a_name_of_its_own() {
    assertThat(Arrays.stream(Detail.values()).map(Detail::member)).doesNotHaveDuplicates();
  }

  @Example
  void tags_are_bounded_as_aws_bounds_them() {
    var many = IntStream.range(0, 60).mapToObj(i -> new Tag("key-" + i, "v".repeat(400))).toList();
    var origin =
        new Origin("CreateModel", Optional.empty(), Optional.empty(), Creator.UNKNOWN, many);

    assertThat(origin.tags()).hasSize(50).isEqualTo(many.subList(0, 50));
    assertThat(origin.tags()).allSatisfy(tag -> assertThat(tag.value()).hasSize(256));
    assertThat(new Tag("k".repeat(200), "").key()).hasSize(128);
  }

  @Example
  void a_reader_is_shown_ten_tags_and_how_many_more() {
    var many = IntStream.range(0, 12).mapToObj(i -> new Tag("k" + i, "v")).toList();

    assertThat(Tag.lines(many)).hasSize(11).startsWith("k0=v", "k1=v").endsWith("and 2 more");
    assertThat(Tag.lines(many.subList(0, 10))).hasSize(10).endsWith("k9=v");
    assertThat(Tag.lines(List.of())).isEmpty();
  }

  /** What is logged by accident is logged through this. */
  @Example
  void the_value_of_a_tag_is_no_part_of_its_description() {
    assertThat(new Tag("team", "hunter2")).hasToString("Tag[key=team]");
  }
}
