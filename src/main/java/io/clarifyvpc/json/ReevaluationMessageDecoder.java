package io.clarifyvpc.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.clarifyvpc.assess.PlainText;
import io.clarifyvpc.assess.ReevaluationMessage;
import io.clarifyvpc.assess.ReevaluationMessage.Change;
import io.clarifyvpc.assess.ReevaluationMessage.NoChange;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the re-evaluation queue: events of network calls as EventBridge delivers them, and the
 * functions' own requests. Of an event only the call's name and whether it succeeded are read: EC2
 * records its parameters in several shapes, and the network is read afresh anyway. What is not
 * understood counts as a change, for nothing may be lost.
 */
public final class ReevaluationMessageDecoder {
  /** The calls that can change a verdict, as the template's network rule lists them. */
  public static final Set<String> NETWORK_CALLS =
      Set.of(
          // endpoints
          "CreateVpcEndpoint",
          "ModifyVpcEndpoint",
          "DeleteVpcEndpoints",
          "AcceptVpcEndpointConnections",
          "RejectVpcEndpointConnections",
          // routes
          "CreateRoute",
          "ReplaceRoute",
          "DeleteRoute",
          "CreateRouteTable",
          "DeleteRouteTable",
          "AssociateRouteTable",
          "DisassociateRouteTable",
          "ReplaceRouteTableAssociation",
          "EnableVgwRoutePropagation",
          "DisableVgwRoutePropagation",
          // what routes lead to
          "CreateInternetGateway",
          "AttachInternetGateway",
          "DetachInternetGateway",
          "DeleteInternetGateway",
          "CreateNatGateway",
          "DeleteNatGateway",
          "AttachVpnGateway",
          "DetachVpnGateway",
          "DeleteVpcPeeringConnection",
          "CreateTransitGatewayVpcAttachment",
          "ModifyTransitGatewayVpcAttachment",
          "DeleteTransitGatewayVpcAttachment",
          // security groups
          "CreateSecurityGroup",
          "DeleteSecurityGroup",
          "AuthorizeSecurityGroupIngress",
          "AuthorizeSecurityGroupEgress",
          "RevokeSecurityGroupIngress",
          "RevokeSecurityGroupEgress",
          "ModifySecurityGroupRules",
          "AssociateSecurityGroupVpc",
          "DisassociateSecurityGroupVpc",
          // network ACLs
          "CreateNetworkAcl",
          "DeleteNetworkAcl",
          "CreateNetworkAclEntry",
          "ReplaceNetworkAclEntry",
          "DeleteNetworkAclEntry",
          "ReplaceNetworkAclAssociation",
          // prefix lists
          "ModifyManagedPrefixList",
          "RestoreManagedPrefixListVersion",
          "DeleteManagedPrefixList",
          // VPCs and subnets, their attributes and name resolution
          "CreateSubnet",
          "DeleteSubnet",
          "ModifySubnetAttribute",
          "AssociateVpcCidrBlock",
          "DisassociateVpcCidrBlock",
          "ModifyVpcAttribute",
          "CreateDhcpOptions",
          "AssociateDhcpOptions",
          "DeleteDhcpOptions",
          "ModifyVpcBlockPublicAccessOptions",
          "CreateVpcBlockPublicAccessExclusion",
          "ModifyVpcBlockPublicAccessExclusion",
          "DeleteVpcBlockPublicAccessExclusion",
          "CreateHostedZone",
          "DeleteHostedZone",
          "AssociateVPCWithHostedZone",
          "DisassociateVPCFromHostedZone",
          "AssociateProfile",
          "DisassociateProfile",
          "AssociateResourceToProfile",
          "DisassociateResourceFromProfile");

  private static final int MOST_SHOWN = 100;
  private static final String BECAUSE = "because";
  private static final String SINCE = "since";
  private static final String OLDEST = "oldest";

  private ReevaluationMessageDecoder() {}

  /** Decodes the body of a message; nothing that is wrong with it is thrown. */
  public static ReevaluationMessage decode(String body) {
    try {
      var message = Json.parse(body.getBytes(UTF_8));
      return message.path("detail").hasNonNull("eventName")
          ? ofCall(message.get("detail"))
          : new Change(
              PlainText.shorten(message.path(BECAUSE).asText("something"), MOST_SHOWN),
              time(message.path(SINCE)),
              time(message.path(OLDEST)));
    } catch (MalformedDocument malformed) {
      return new Change("a message that is not JSON", Optional.empty());
    }
  }

  private static ReevaluationMessage ofCall(JsonNode detail) {
    var name = detail.get("eventName").asText();
    if (!NETWORK_CALLS.contains(name)) {
      return new NoChange("a call that changes no verdict");
    }
    // A call that succeeded may carry a null error code.
    if (detail.hasNonNull("errorCode")) {
      return new NoChange(name + " failed");
    }
    if (detail.path("readOnly").asBoolean()) {
      return new NoChange(name + " only read");
    }
    return new Change(name, Optional.empty());
  }

  private static Optional<Instant> time(JsonNode node) {
    try {
      return Optional.ofNullable(node.textValue()).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /** A request of our own that is put off. */
  public static String encode(Change change) {
    var message = JsonNodeFactory.instance.objectNode().put(BECAUSE, change.because());
    change.since().ifPresent(since -> message.put(SINCE, since.toString()));
    change.oldest().ifPresent(oldest -> message.put(OLDEST, oldest.toString()));
    return message.toString();
  }
}
