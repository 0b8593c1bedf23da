package io.clarifyvpc.lambda;

import io.clarifyvpc.aws.CallCounter;
import io.clarifyvpc.aws.ClientFactory;
import io.clarifyvpc.aws.ReadingClients;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.config.ConfigClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The SDK's clients, each made when it is first asked for: a function pays for those that it uses.
 * With the count of their calls.
 */
final class Clients {
  private final Supplier<ReadingClients> reading;
  private final Supplier<ConfigClient> config;
  private final Supplier<SnsClient> sns;
  private final Supplier<SqsClient> sqs;
  private final Supplier<DynamoDbClient> dynamoDb;
  private final CallCounter calls;

  Clients(
      Supplier<ReadingClients> reading,
      Supplier<ConfigClient> config,
      Supplier<SnsClient> sns,
      Supplier<SqsClient> sqs,
      Supplier<DynamoDbClient> dynamoDb,
      CallCounter calls) {
    this.reading = Once.of(reading);
    this.config = Once.of(config);
    this.sns = Once.of(sns);
    this.sqs = Once.of(sqs);
    this.dynamoDb = Once.of(dynamoDb);
    this.calls = calls;
  }

  /** Clients of the region and credentials that Lambda gives the function. */
  static Clients ofFunction() {
    var calls = new CallCounter();
    var factory = new ClientFactory(calls);
    return new Clients(
        factory::reading, factory::config, factory::sns, factory::sqs, factory::dynamoDb, calls);
  }

  ReadingClients reading() {
    return reading.get();
  }

  ConfigClient config() {
    return config.get();
  }

  SnsClient sns() {
    return sns.get();
  }

  SqsClient sqs() {
    return sqs.get();
  }

  DynamoDbClient dynamoDb() {
    return dynamoDb.get();
  }

  CallCounter calls() {
    return calls;
  }

  /** A value made once. */
  private static final class Once<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private final Object lock = new Object();
    private volatile Optional<T> made = Optional.empty();

    private Once(Supplier<T> maker) {
      this.maker = maker;
    }

    static <T> Supplier<T> of(Supplier<T> maker) {
      return new Once<>(maker);
    }

    @Override
    public T get() {
      synchronized (lock) {
        if (made.isEmpty()) {
          made = Optional.of(maker.get());
        }
        return made.get();
      }
    }
  }
}
