package dev.shaduf.tidy;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Documents are run: their YAML parses, their links lead somewhere. */
class DocumentsTest {

    private static final Pattern YAML = Pattern.compile("(?ms)^```ya?ml\\n(.*?)^```$");
    private static final Pattern LINK =
            Pattern.compile("\\]\\(([^)#\\s]+)|(?:src|href)=\"([^\"#]+)");

    private static final List<Path> DOCUMENTS = Checkout.files(".md");

    @BeforeAll
    static void notWhenFixing() {
        Fix.assumeNot();
    }

    @Test
    void yamlParses() {
        var offenders = new Offenders();
        for (Path document : DOCUMENTS) {
            String text = Checkout.text(document);
            Matcher block = YAML.matcher(text);
            while (block.find()) {
                int line = lineAt(text, block.start(1));
                try {
                    new Load(LoadSettings.builder().build())
                            .loadAllFromString(block.group(1))
                            .forEach(one -> {});
                } catch (MarkedYamlEngineException e) {
                    int within = e.getProblemMark().map(mark -> mark.getLine()).orElse(0);
                    offenders.add(document, line + within, e.getProblem());
                } catch (YamlEngineException e) {
                    offenders.add(document, line, e.toString());
                }
            }
        }
        offenders.none("YAML that does not parse:");
    }

    @Test
    void linksLeadSomewhere() {
        var offenders = new Offenders();
        for (Path document : DOCUMENTS) {
            String text = Checkout.text(document);
            Matcher link = LINK.matcher(text);
            while (link.find()) {
                String target = link.group(1) == null ? link.group(2) : link.group(1);
                Path file = Checkout.ROOT.resolve(document).resolveSibling(target);
                if (!target.contains(":") && !Files.exists(file)) {
                    offenders.add(document, lineAt(text, link.start()), "no " + target);
                }
            }
        }
        offenders.none("Links to files that are not there:");
    }

    private static int lineAt(String text, int position) {
        return 1 + (int) text.substring(0, position).chars().filter(c -> c == '\n').count();
    }
}
