package dev.shaduf.destination.http;

import dev.shaduf.demo.crm.StandInCrm;
import dev.shaduf.spi.destination.Destination;
import dev.shaduf.spi.destination.OutRow;
import dev.shaduf.spi.json.Json;
import dev.shaduf.testkit.destination.DestinationKit;
import dev.shaduf.testkit.destination.Stand;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** The http destination in front of the CRM of the demo. */
class HttpKitTest implements DestinationKit {

    @Override
    public Stand stand() {
        return new CrmStand();
    }

    private static final class CrmStand implements Stand {
        private final StandInCrm crm =
                StandInCrm.start(new StandInCrm.Settings(0, "t0k", 100_000, Duration.ZERO));
        private final HttpClient client = HttpClient.newHttpClient();

        @Override
        public Destination open() {
            return Crm.open(
                    "{\"base_url\":\""
                            + crm.url()
                            + "\",\"auth\":{\"bearer\":\"t0k\"},"
                            + "\"objects\":{\"contacts\":{\"idempotent\":true}}}");
        }

        @Override
        public String object() {
            return "contacts";
        }

        @Override
        public Json.@Nullable Obj held(OutRow row) {
            String email = row.match().getFirst().replace("\"", "");
            return get("/contacts/" + email);
        }

        private Json.@Nullable Obj get(String path) {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(crm.url() + path))
                            .header("Authorization", "Bearer t0k")
                            .build();
            try {
                HttpResponse<String> answer =
                        client.send(request, HttpResponse.BodyHandlers.ofString());
                return answer.statusCode() == 404 ? null : (Json.Obj) Json.parse(answer.body());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public long size() {
            return crm.counts().contacts();
        }

        @Override
        public OutRow refused() {
            return new OutRow(99, "k99", List.of("\"not an address\""), "{\"first_name\":\"x\"}");
        }

        @Override
        public String unknown() {
            return "companies";
        }

        @Override
        public void close() {
            client.shutdownNow();
            crm.close();
        }
    }
}
