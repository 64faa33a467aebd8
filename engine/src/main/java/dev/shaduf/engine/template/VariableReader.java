package dev.shaduf.engine.template;

import liqp.org.antlr.v4.runtime.tree.ParseTree;

import liquid.parser.v4.LiquidParser;
import liquid.parser.v4.LiquidParserBaseVisitor;

import java.util.LinkedHashSet;
import java.util.Set;

/** Finds the names a template reads from outside: not those it assigns, captures or loops over. */
final class VariableReader extends LiquidParserBaseVisitor<Void> {

    private final Set<String> read = new LinkedHashSet<>();
    private final Set<String> own = new LinkedHashSet<>();

    private VariableReader() {}

    static Set<String> read(ParseTree source) {
        VariableReader reader = new VariableReader();
        reader.visit(source);
        return java.util.Collections.unmodifiableSet(reader.read);
    }

    private void use(String name) {
        if (!own.contains(name)) {
            read.add(name);
        }
    }

    @Override
    public Void visitLookup_id_indexes(LiquidParser.Lookup_id_indexesContext ctx) {
        use(ctx.id().getText());
        return visitChildren(ctx);
    }

    @Override
    public Void visitLookup_Str(LiquidParser.Lookup_StrContext ctx) {
        String quoted = ctx.Str().getText();
        use(quoted.substring(1, quoted.length() - 1));
        return null;
    }

    @Override
    public Void visitLookup_Id(LiquidParser.Lookup_IdContext ctx) {
        use(ctx.Id().getText());
        return null;
    }

    @Override
    public Void visitAssignment(LiquidParser.AssignmentContext ctx) {
        visitChildren(ctx);
        own.add(ctx.id().getText());
        return null;
    }

    @Override
    public Void visitCapture_tag_Id(LiquidParser.Capture_tag_IdContext ctx) {
        visitChildren(ctx);
        own.add(ctx.id().getText());
        return null;
    }

    @Override
    public Void visitCapture_tag_Str(LiquidParser.Capture_tag_StrContext ctx) {
        visitChildren(ctx);
        String quoted = ctx.Str().getText();
        own.add(quoted.substring(1, quoted.length() - 1));
        return null;
    }

    @Override
    public Void visitFor_array(LiquidParser.For_arrayContext ctx) {
        visit(ctx.lookup());
        ctx.for_attribute().forEach(this::visit);
        inside(ctx.id().getText(), "forloop", () -> visit(ctx.for_block()));
        return null;
    }

    @Override
    public Void visitFor_range(LiquidParser.For_rangeContext ctx) {
        visit(ctx.from);
        visit(ctx.to);
        ctx.for_attribute().forEach(this::visit);
        inside(ctx.id().getText(), "forloop", () -> visit(ctx.block()));
        return null;
    }

    @Override
    public Void visitTable_tag(LiquidParser.Table_tagContext ctx) {
        visit(ctx.lookup());
        ctx.attribute().forEach(this::visit);
        inside(ctx.id().getText(), "tablerowloop", () -> visit(ctx.block()));
        return null;
    }

    private void inside(String variable, String loop, Runnable body) {
        boolean newVariable = own.add(variable);
        boolean newLoop = own.add(loop);
        body.run();
        if (newVariable) {
            own.remove(variable);
        }
        if (newLoop) {
            own.remove(loop);
        }
    }
}
