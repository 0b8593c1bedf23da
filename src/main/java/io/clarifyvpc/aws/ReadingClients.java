package io.clarifyvpc.aws;

import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53profiles.Route53ProfilesClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sagemaker.SageMakerClient;

/** The clients that the snapshot source reads with. */
public record ReadingClients(
    Ec2Client ec2,
    SageMakerClient sageMaker,
    S3Client s3,
    Route53Client route53,
    Route53ProfilesClient route53Profiles) {}
