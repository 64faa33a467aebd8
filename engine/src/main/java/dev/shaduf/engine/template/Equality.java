package dev.shaduf.engine.template;

import liqp.TemplateContext;
import liqp.nodes.AtomNode;
import liqp.nodes.EqNode;
import liqp.nodes.LNode;

import org.jspecify.annotations.Nullable;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;

/**
 * {@code ==} and {@code !=}: the library compares numbers as floats, to which long ids are equal
 * that are not, and knows no {@code blank}, which is nil, false, a text of nothing but spaces, and
 * an empty list or object. Everything else is as the library has it.
 */
record Equality(LNode left, LNode right, boolean same) implements LNode {

    @Override
    public Object render(TemplateContext context) {
        return equal(left.render(context), right.render(context), context) == same;
    }

    private static boolean equal(
            @Nullable Object left, @Nullable Object right, TemplateContext context) {
        if (AtomNode.isBlank(left)) {
            return blank(right);
        }
        if (AtomNode.isBlank(right)) {
            return blank(left);
        }
        if (left instanceof Number a && right instanceof Number b) {
            return exact(a).compareTo(exact(b)) == 0;
        }
        Object equal = new EqNode(new AtomNode(left), new AtomNode(right)).render(context);
        return Boolean.TRUE.equals(equal);
    }

    private static boolean blank(@Nullable Object value) {
        return switch (value) {
            case null -> true;
            case Boolean flag -> !flag;
            case CharSequence text -> text.toString().isBlank();
            case Collection<?> items -> items.isEmpty();
            case Map<?, ?> members -> members.isEmpty();
            case Object[] items -> items.length == 0;
            default -> AtomNode.isBlank(value);
        };
    }

    private static BigDecimal exact(Number number) {
        return number instanceof BigDecimal decimal ? decimal : new BigDecimal(number.toString());
    }
}
