package io.clarifyvpc.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F-12, F-14: service and host names by partition. */
class ServiceTest {
  @ParameterizedTest
  @CsvSource({
    "us-east-1, com.amazonaws.us-east-1",
    "eu-central-2, com.amazonaws.eu-central-2",
    "us-gov-west-1, com.amazonaws.us-gov-west-1",
    "eusc-de-east-1, com.amazonaws.eusc-de-east-1",
    "cn-north-1, cn.com.amazonaws.cn-north-1",
    "cn-northwest-1, cn.com.amazonaws.cn-northwest-1",
    "us-iso-east-1, gov.ic.c2s.us-iso-east-1",
    "us-isob-east-1, gov.sgov.sc2s.us-isob-east-1"
  })
  void names_of_interface_endpoints(String region, String prefix) {
    assertThat(Service.SAGEMAKER_API.interfaceServiceNames(region))
        .containsExactly(prefix + ".sagemaker.api");
    assertThat(Service.SAGEMAKER_RUNTIME.interfaceServiceNames(region))
        .containsExactly(prefix + ".sagemaker.runtime");
    assertThat(Service.S3.interfaceServiceNames(region).getFirst()).isEqualTo(prefix + ".s3");
  }

  /** F-14 speaks of the gateway's name and of the others': an S3 interface may go by either. */
  @Test
  void interface_endpoint_of_s3_in_china_goes_by_two_names() {
    assertThat(Service.S3.interfaceServiceNames("cn-north-1"))
        .containsExactly("cn.com.amazonaws.cn-north-1.s3", "com.amazonaws.cn-north-1.s3");
  }

  /** In China the gateway stays plain; SageMaker has no gateway anywhere. */
  @ParameterizedTest
  @CsvSource({"us-east-1", "eu-west-1", "cn-north-1", "us-gov-east-1", "eusc-de-east-1"})
  void name_of_the_s3_gateway(String region) {
    assertThat(Service.S3.gatewayServiceNames(region))
        .containsExactly("com.amazonaws." + region + ".s3");
    assertThat(Service.SAGEMAKER_API.gatewayServiceNames(region)).isEmpty();
    assertThat(Service.SAGEMAKER_RUNTIME.gatewayServiceNames(region)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "us-east-1, amazonaws.com",
    "us-gov-west-1, amazonaws.com",
    "cn-north-1, amazonaws.com.cn",
    "us-iso-east-1, c2s.ic.gov",
    "us-isob-east-1, sc2s.sgov.gov"
  })
  void host_names(String region, String domain) {
    assertThat(Service.SAGEMAKER_API.hostName(region))
        .isEqualTo("api.sagemaker.%s.%s".formatted(region, domain));
    assertThat(Service.SAGEMAKER_RUNTIME.hostName(region))
        .isEqualTo("runtime.sagemaker.%s.%s".formatted(region, domain));
    assertThat(Service.S3.hostName(region)).isEqualTo("s3.%s.%s".formatted(region, domain));
  }

  @ParameterizedTest
  @CsvSource({
    "s3.us-east-1.amazonaws.com., true",
    "s3.us-east-1.amazonaws.com, true",
    "S3.US-EAST-1.amazonaws.com., true",
    "us-east-1.amazonaws.com., true",
    "com., true",
    "3.us-east-1.amazonaws.com., false",
    "bucket.s3.us-east-1.amazonaws.com., false",
    "s3.eu-west-1.amazonaws.com., false",
    "., false"
  })
  void hosted_zone_of_the_name_or_of_a_parent_domain(String zone, boolean answers) {
    assertThat(Service.S3.isAnsweredBy(zone, "us-east-1")).isEqualTo(answers);
  }
}
