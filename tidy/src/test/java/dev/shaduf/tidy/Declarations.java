package dev.shaduf.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/** What the sources declare, read by the compiler's parser: types and methods with their sizes. */
record Declarations(List<Type> types, List<Method> methods) {

    /** A type; {@code methods} are its abstract ones where it is an interface. */
    record Type(
            Path file, long line, String name, boolean isInterface, int components, int methods) {}

    /** A method or constructor; {@code lines} from its name to its last brace. */
    record Method(Path file, long line, String name, long lines, int parameters) {}

    static Declarations of(List<Path> files) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var found = new Declarations(new ArrayList<>(), new ArrayList<>());
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            var sources =
                    manager.getJavaFileObjectsFromPaths(
                            files.stream().map(Checkout.ROOT::resolve).toList());
            var task = (JavacTask) compiler.getTask(null, manager, null, null, null, sources);
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                Path file = Checkout.ROOT.relativize(Path.of(unit.getSourceFile().toUri()));
                new Reader(found, file, unit, positions).scan(unit, null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static final class Reader extends TreeScanner<@Nullable Void, @Nullable Void> {

        private final Declarations found;
        private final Path file;
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final LineMap lines;

        /** Components of the record that is being read: its own constructor repeats them. */
        private int record;

        Reader(Declarations found, Path file, CompilationUnitTree unit, SourcePositions positions) {
            this.found = found;
            this.file = file;
            this.unit = unit;
            this.positions = positions;
            this.lines = unit.getLineMap();
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, @Nullable Void none) {
            boolean isInterface = type.getKind() == Tree.Kind.INTERFACE;
            var methods =
                    type.getMembers().stream()
                            .filter(MethodTree.class::isInstance)
                            .map(MethodTree.class::cast)
                            .filter(m -> !m.getModifiers().getFlags().contains(Modifier.STATIC))
                            .count();
            String name = type.getSimpleName().toString();
            if (!name.isEmpty()) {
                found.types.add(
                        new Type(
                                file,
                                lineOf(type),
                                name,
                                isInterface,
                                components(type),
                                (int) methods));
            }
            int outer = record;
            record = components(type);
            super.visitClass(type, none);
            record = outer;
            return null;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, @Nullable Void none) {
            if (positions.getEndPosition(unit, method) >= 0) {
                long start = start(method);
                long end = lines.getLineNumber(positions.getEndPosition(unit, method));
                String name = method.getName().toString();
                boolean repeats = name.equals("<init>") && method.getParameters().size() == record;
                int parameters = repeats ? 0 : method.getParameters().size();
                found.methods.add(new Method(file, start, name, end - start + 1, parameters));
            }
            return super.visitMethod(method, none);
        }

        private static int components(ClassTree type) {
            if (type.getKind() != Tree.Kind.RECORD) {
                return 0;
            }
            return (int)
                    type.getMembers().stream()
                            .filter(VariableTree.class::isInstance)
                            .map(VariableTree.class::cast)
                            .filter(v -> !v.getModifiers().getFlags().contains(Modifier.STATIC))
                            .count();
        }

        private long start(MethodTree method) {
            ModifiersTree modifiers = method.getModifiers();
            Tree after = method.getReturnType();
            long position =
                    after != null
                            ? positions.getStartPosition(unit, after)
                            : positions.getEndPosition(unit, modifiers);
            return lines.getLineNumber(
                    position >= 0 ? position : positions.getStartPosition(unit, method));
        }

        private long lineOf(Tree tree) {
            return lines.getLineNumber(positions.getStartPosition(unit, tree));
        }
    }
}
