package dev.shaduf.engine.template;

import dev.shaduf.spi.Failure;
import dev.shaduf.spi.ShadufException;
import dev.shaduf.spi.destination.Templates;
import dev.shaduf.spi.json.Json;

import liqp.TemplateContext;
import liqp.TemplateParser;
import liqp.nodes.LNode;
import liqp.org.antlr.v4.runtime.tree.ParseTree;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * A parsed template and the executable trees made from it. A tree keeps state while it renders, so
 * each is used by one thread at a time; there are as many as threads that render at once.
 */
final class LiquidTemplate implements Templates.Template {

    private final TemplateParser parser;
    private final ParseTree source;
    private final Set<String> variables;
    private final ConcurrentLinkedQueue<LNode> trees = new ConcurrentLinkedQueue<>();

    LiquidTemplate(TemplateParser parser, String source) {
        this.parser = parser;
        this.source = parser.parse(source).getParseTree();
        this.variables = VariableReader.read(this.source);
        trees.add(tree());
    }

    private LNode tree() {
        return new TreeBuilder(parser).visit(source);
    }

    @Override
    public Set<String> variables() {
        return variables;
    }

    @Override
    public String render(Json.Obj values) {
        Map<String, Object> read = new HashMap<>();
        for (String name : variables) {
            Json value = values.get(name);
            if (value != null && !(value instanceof Json.Null)) {
                read.put(name, Values.of(value));
            }
        }
        LNode ready = trees.poll();
        LNode tree = ready == null ? tree() : ready;
        try {
            return render(tree, read);
        } finally {
            trees.add(tree);
        }
    }

    private String render(LNode tree, Map<String, Object> read) {
        try {
            String text = String.valueOf(tree.render(new TemplateContext(parser, read)));
            if (text.length() <= LiquidTemplates.MOST_OUTPUT) {
                return text;
            }
        } catch (RuntimeException e) {
            throw failed(Mistakes.of(e), e);
        }
        throw failed("it gives more than " + LiquidTemplates.MOST_OUTPUT + " characters", null);
    }

    private static ShadufException failed(String what, @Nullable Throwable cause) {
        return new ShadufException(
                Failure.TEMPLATE_FAILED,
                "The template could not be rendered: " + what + ".",
                "Guard the value in the template, for example with {% if %} or the default filter.",
                cause);
    }
}
