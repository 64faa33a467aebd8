package dev.shaduf.engine.template;

import liqp.TemplateContext;
import liqp.TemplateParser;
import liqp.exceptions.LiquidException;
import liqp.nodes.FilterNode;
import liqp.nodes.LNode;
import liqp.parser.v4.NodeVisitor;

import liquid.parser.v4.LiquidParser;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** Builds executable trees: output as JSON would write it, exact equality, no file access. */
final class TreeBuilder extends NodeVisitor {

    TreeBuilder(TemplateParser parser) {
        super(parser.insertions, parser.filters, parser.liquidStyleInclude);
    }

    @Override
    public LNode visitOutput(LiquidParser.OutputContext ctx) {
        LNode value = visit(ctx.term());
        List<FilterNode> filters = new ArrayList<>();
        ctx.filter().forEach(filter -> filters.add(visitFilter(filter)));
        return new Output(value, filters);
    }

    @Override
    public LNode visitExpr_eq(LiquidParser.Expr_eqContext ctx) {
        boolean same = ctx.op.getType() == LiquidParser.Eq;
        return new Equality(visit(ctx.lhs), visit(ctx.rhs), same);
    }

    @Override
    public LNode visitInclude_tag(LiquidParser.Include_tagContext ctx) {
        throw new LiquidException("'include' is not available here", ctx);
    }

    /** {@code {{ … }}}: lists and objects come out as JSON, numbers with their digits. */
    private record Output(LNode value, List<FilterNode> filters) implements LNode {
        @Override
        public @Nullable Object render(TemplateContext context) {
            Object result = value.render(context);
            for (FilterNode filter : filters) {
                result = filter.apply(result, context);
            }
            return Values.shown(result);
        }
    }
}
