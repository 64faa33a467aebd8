package dev.shaduf.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shaduf.engine.yaml.Findings;
import dev.shaduf.engine.yaml.Shapes;
import dev.shaduf.engine.yaml.Trees;
import dev.shaduf.spi.json.Json;
import dev.shaduf.spi.settings.Shape;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The examples of the contract, with the types that are installed: the directory {@code contract}.
 */
class ContractExamplesTest {

    private static final Map<String, String> ENVIRONMENT =
            Map.of(
                    "SHOP_URL", "postgresql://u:p@h/db",
                    "CRM_TOKEN", "a-token",
                    "WEBSITE_WRITE_KEY", "WK");

    @Test
    void everyExampleIsReadWithoutProblem() throws URISyntaxException {
        Project project = project();

        assertThat(project.settings().payload()).isEqualTo(ProjectSettings.Payload.FAILURES);
        assertThat(project.sources().keySet()).containsExactly("app", "crm", "shop", "website");
        assertThat(project.sources().get("app").schema()).isEqualTo("public");
        assertThat(project.sources().get("crm").schema()).isEqualTo("crm");
        assertThat(project.destinations().get("crm").rate()).isNotNull();
        assertThat(project.syncs().get("win_back_crm").fields()).hasSize(6);
    }

    @Test
    void eventsAndTheirPlanAreRead() throws URISyntaxException {
        Source website = project().sources().get("website");
        TrackingPlan plan = project().trackingPlans().get("storefront");

        assertThat(website.isEvents()).isTrue();
        assertThat(website.settings().text("write_key")).isEqualTo("WK");
        assertThat(plan.events().get("Order Completed").members()).containsKey("required");
        assertThat(plan.violations()).isEqualTo(TrackingPlan.Violations.ALLOW);
    }

    @Test
    void everyTestOfModelsIsRead() throws URISyntaxException {
        List<Model.ModelTest> tests = project().models().get("churn_risk").tests();

        assertThat(tests)
                .extracting(Model.ModelTest::kind)
                .containsExactly(Model.ModelTest.Kind.values());
        assertThat(tests)
                .extracting(Model.ModelTest::warn)
                .containsExactly(false, true, false, false, false);
        assertThat(tests.get(2).settings().texts("values")).containsExactly("free", "pro");
        assertThat(tests.get(4).columns()).containsExactly("last_order");
    }

    @Test
    void nodesComeInTheOrderOfWhatTheyNeed() throws URISyntaxException {
        assertThat(Graph.of(project()).order())
                .extracting(Graph.Node::toString)
                .containsExactly(
                        "source:app",
                        "source:crm",
                        "source:shop",
                        "source:website",
                        "model:customers",
                        "model:churn_risk",
                        "model:win_back",
                        "sync:win_back_crm");
    }

    @ParameterizedTest
    @CsvSource({
        "source, sources",
        "model, models",
        "destination, destinations",
        "sync, syncs",
        "tracking_plan, tracking_plans",
        "project, ."
    })
    void everyExampleFitsItsSchema(String kind, String folder)
            throws IOException, URISyntaxException {
        SchemaCheck schema = new SchemaCheck(Schemas.of(kind));
        try (Stream<Path> files = Files.list(root().resolve(folder))) {
            List<Path> all = files.filter(file -> file.toString().endsWith(".yml")).toList();
            assertThat(all).isNotEmpty();
            for (Path file : all) {
                assertThat(schema.fits(json(file))).as(file.toString()).isTrue();
            }
        }
    }

    private static Json json(Path file) throws IOException {
        Findings findings = new Findings();
        var tree = Objects.requireNonNull(Trees.read("x", Files.readString(file), findings));
        return Objects.requireNonNull(Shapes.check(tree, new Shape.Anything(), "x", findings));
    }

    private static Project project() throws URISyntaxException {
        Projects.Reading reading = Projects.read(root(), ENVIRONMENT);
        assertThat(reading).isInstanceOf(Projects.Reading.Good.class);
        return ((Projects.Reading.Good) reading).project();
    }

    private static Path root() throws URISyntaxException {
        return Path.of(
                Objects.requireNonNull(ContractExamplesTest.class.getResource("contract")).toURI());
    }
}
