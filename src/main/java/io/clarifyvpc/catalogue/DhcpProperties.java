package io.clarifyvpc.catalogue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * DHCP configurations as properties of a template.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-dhcpoptions.html">AWS::EC2::DHCPOptions</a>
 */
final class DhcpProperties {
  private DhcpProperties() {}

  /** The properties; empty where templates know one of the keys not, or its value. */
  static Optional<Map<String, Object>> of(Map<String, List<String>> configurations) {
    var properties = new LinkedHashMap<String, Object>();
    configurations.forEach((key, values) -> {
      switch (key) {
        case "domain-name" -> properties.put("DomainName", String.join(" ", values));
        case "domain-name-servers" -> properties.put("DomainNameServers", values);
        case "ntp-servers" -> properties.put("NtpServers", values);
        case "netbios-name-servers" -> properties.put("NetbiosNameServers", values);
        default -> {}
      }
    });
    return properties.size() == configurations.size() ? Optional.of(properties) : Optional.empty();
  }
}
