import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Lays out what a person starts: {@code bin/shaduf}, {@code lib/*.jar}, the JVM's options and a
 * cache of classes. Run by the build as {@code java Packaging.java CHECKOUT HOME JAR START
 * CLASSPATH}.
 *
 * <p>DuckDB's driver would unpack 71 MB into the temporary directory at every start, so its jar
 * loses its native libraries and this platform's one lies beside it, where the driver looks next;
 * SQLite's lies there too and is named to it by a property. The order of the class path is in the
 * manifest of {@code shaduf.jar}. The new layout takes the place of the old one in one step: a
 * process that runs from the old one keeps the files that it has open.
 */
final class Packaging {

    private static final String DUCKDB = "libduckdb_java.so_";

    private final Path checkout;
    private final Path home;
    private final Path next;

    private Packaging(Path checkout, Path home) {
        this.checkout = checkout;
        this.home = home;
        this.next = home.resolveSibling(home.getFileName() + ".next");
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        var packaging = new Packaging(Path.of(arguments[0]), Path.of(arguments[1]));
        packaging.layOut(Path.of(arguments[2]), arguments[4].split(File.pathSeparator));
        packaging.stamp(Instant.parse(arguments[3]));
        packaging.takePlace();
        packaging.cacheClasses();
    }

    private void layOut(Path main, String[] classPath) throws IOException {
        delete(next);
        Path lib = Files.createDirectories(next.resolve("lib"));
        Path bin = Files.createDirectories(next.resolve("bin"));
        Files.copy(main, lib.resolve("shaduf.jar"));
        for (String element : classPath) {
            Path jar = Path.of(element);
            String name = jar.getFileName().toString();
            if (!Files.isRegularFile(jar) || jar.equals(main)) {
                continue;
            }
            if (name.startsWith("duckdb_jdbc-")) {
                layOutDuckDb(jar, lib);
            } else {
                Files.copy(jar, lib.resolve(name));
            }
            if (name.startsWith("sqlite-jdbc-")) {
                extractSqlite(jar, lib);
            }
        }
        Files.copy(checkout.resolve("cli/src/packaging/jvm.options"), lib.resolve("jvm.options"));
        Files.copy(checkout.resolve("LICENSE"), next.resolve("LICENSE"));
        Files.copy(
                checkout.resolve("shaduf"),
                bin.resolve("shaduf"),
                StandardCopyOption.COPY_ATTRIBUTES);
    }

    private void layOutDuckDb(Path jar, Path lib) throws IOException {
        Path stripped = lib.resolve(jar.getFileName());
        String nativeName = DUCKDB + system() + "_" + (x86() ? "amd64" : "arm64");
        Path before = home.resolve("lib");
        if (Files.exists(before.resolve(jar.getFileName()))
                && Files.exists(before.resolve(nativeName))) {
            Files.createLink(stripped, before.resolve(jar.getFileName()));
            Files.createLink(lib.resolve(nativeName), before.resolve(nativeName));
            return;
        }
        try (var from = new ZipFile(jar.toFile());
                var to = new ZipOutputStream(Files.newOutputStream(stripped))) {
            for (ZipEntry entry : List.copyOf(from.stream().toList())) {
                if (entry.getName().equals(nativeName)) {
                    extract(from, entry, lib.resolve(nativeName));
                } else if (!entry.getName().startsWith(DUCKDB)) {
                    var copy = new ZipEntry(entry.getName());
                    copy.setTime(entry.getTime());
                    to.putNextEntry(copy);
                    try (InputStream in = from.getInputStream(entry)) {
                        in.transferTo(to);
                    }
                }
            }
        }
    }

    private static void extractSqlite(Path jar, Path lib) throws IOException {
        boolean mac = system().equals("macos");
        String folder = mac ? "Mac" : musl() ? "Linux-Musl" : "Linux";
        String file = mac ? "libsqlitejdbc.dylib" : "libsqlitejdbc.so";
        String name = "org/sqlite/native/" + folder + (x86() ? "/x86_64/" : "/aarch64/") + file;
        try (var from = new ZipFile(jar.toFile())) {
            ZipEntry entry = from.getEntry(name);
            if (entry != null) {
                extract(from, entry, lib.resolve(file));
            }
        }
    }

    private static void extract(ZipFile from, ZipEntry entry, Path to) throws IOException {
        try (InputStream in = from.getInputStream(entry)) {
            Files.copy(in, to);
        }
    }

    /** A source newer than this file makes the launcher of a checkout build again. */
    private void stamp(Instant start) throws IOException {
        Path stamp = Files.createFile(next.resolve("stamp"));
        Files.setLastModifiedTime(stamp, FileTime.from(start));
    }

    private void takePlace() throws IOException {
        Path old = home.resolveSibling(home.getFileName() + ".old");
        delete(old);
        if (Files.exists(home)) {
            Files.move(home, old);
        }
        Files.move(next, home);
        delete(old);
    }

    /** A start without this cache is only slower, so nothing that goes wrong here matters. */
    private void cacheClasses() throws IOException, InterruptedException {
        Path work = Files.createTempDirectory("shaduf-packaging");
        Path cache = home.resolve("lib/shaduf.aot");
        Path making = home.resolve("lib/shaduf.aot.next");
        try {
            String project = work.resolve("project").toString();
            boolean trained =
                    java(work, List.of(), "init", project)
                            && java(work, output(making), "run", "--project", project);
            if (trained || java(work, output(making), "version")) {
                if (Files.exists(making)) {
                    Files.move(making, cache, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } finally {
            delete(work);
        }
    }

    private static List<String> output(Path cache) {
        return List.of("-XX:AOTCacheOutput=" + cache);
    }

    private boolean java(Path work, List<String> options, String... command)
            throws IOException, InterruptedException {
        var line = new ArrayList<String>();
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.add("@" + home.resolve("lib/jvm.options"));
        line.addAll(options);
        line.add("-Dorg.sqlite.lib.path=" + home.resolve("lib"));
        line.add("-Dshaduf.home=" + home);
        line.addAll(List.of("-cp", home.resolve("lib/shaduf.jar").toString()));
        line.add("dev.shaduf.cli.Main");
        line.addAll(List.of(command));
        var builder =
                new ProcessBuilder(line)
                        .directory(work.toFile())
                        .redirectInput(new File("/dev/null"))
                        .redirectErrorStream(true)
                        .redirectOutput(home.resolveSibling("cache.log").toFile());
        // No state of the person who builds may be touched.
        builder.environment().keySet().removeIf(name -> name.startsWith("SHADUF_"));
        Process process = builder.start();
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            return false;
        }
        return process.exitValue() == 0;
    }

    private static String system() {
        return System.getProperty("os.name").startsWith("Mac") ? "macos" : "linux";
    }

    private static boolean x86() {
        String arch = System.getProperty("os.arch");
        return arch.equals("amd64") || arch.equals("x86_64");
    }

    private static boolean musl() {
        return Files.exists(Path.of("/lib/ld-musl-x86_64.so.1"))
                || Files.exists(Path.of("/lib/ld-musl-aarch64.so.1"));
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        Files.walkFileTree(
                tree,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.delete(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path directory, IOException e)
                            throws IOException {
                        Files.delete(directory);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
