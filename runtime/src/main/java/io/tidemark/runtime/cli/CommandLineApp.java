// SPDX-License-Identifier: Apache-2.0
package io.tidemark.runtime.cli;

import io.tidemark.runtime.host.Host;
import io.tidemark.runtime.host.Terminal;
import io.tidemark.runtime.problem.Nearest;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: takes arguments, answers an exit code, and turns every failure into one line. */
public final class CommandLineApp {
    private final Host host;
    private final TidemarkCommand root = new TidemarkCommand();
    private final CommandLine commands;

    /** The application, with {@code subcommands}, each annotated for picocli. */
    public CommandLineApp(Host host, List<Object> subcommands) {
        this.host = host;
        commands = new CommandLine(root);
        subcommands.forEach(commands::addSubcommand);
        commands.setOut(writer(true)).setErr(writer(false));
        commands.setUsageHelpAutoWidth(false);
        commands.setUsageHelpWidth(Math.max(80, Math.min(host.outTerminal().columns(), 120)));
        commands.setColorScheme(colours(host.outTerminal()));
        commands.setParameterExceptionHandler(this::badUsage);
        commands.setExecutionExceptionHandler(this::failed);
        commands.setExecutionStrategy(this::execute);
    }

    /** Runs {@code arguments}. */
    public int run(String... arguments) {
        return commands.execute(arguments);
    }

    /** Without it, picocli would guess by itself. */
    private static ColorScheme colours(Terminal terminal) {
        return CommandLine.Help.defaultColorScheme(terminal.showsColour() ? Ansi.ON : Ansi.OFF);
    }

    private PrintWriter writer(boolean out) {
        return new PrintWriter(out ? host.out() : host.err(), true, StandardCharsets.UTF_8);
    }

    /** Without a command, the help is an error: nothing was done. */
    private int execute(ParseResult parsed) {
        boolean hasCommand = parsed.hasSubcommand() || parsed.isUsageHelpRequested() || parsed.isVersionHelpRequested();
        if (!hasCommand) {
            commands.usage(host.err(), colours(host.errTerminal()));
            return ExitCodes.BAD_USAGE;
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private int badUsage(ParameterException problem, String[] arguments) {
        String command = problem.getCommandLine().getCommandSpec().qualifiedName();
        host.err()
                .println(Failures.line(
                        "tidemark: " + message(problem) + "; '" + command + " --help' shows how it is used"));
        return ExitCodes.BAD_USAGE;
    }

    private String message(ParameterException problem) {
        if (problem instanceof UnmatchedArgumentException unmatched) {
            String argument = unmatched.getUnmatched().get(0);
            Map<String, CommandLine> below = problem.getCommandLine().getSubcommands();
            boolean isCommand = !below.isEmpty() && !argument.startsWith("-");
            return isCommand
                    ? "there is no command '" + argument + "'" + Nearest.hint(argument, below.keySet())
                    : "'" + argument + "' is not expected here"
                            + (argument.startsWith("-") ? Nearest.hint(argument, options(problem)) : "");
        }
        String text = String.valueOf(problem.getMessage());
        return problem instanceof MissingParameterException ? text.replaceAll("\\s+", " ") : text;
    }

    private static List<String> options(ParameterException problem) {
        return problem.getCommandLine().getCommandSpec().options().stream()
                .map(CommandLine.Model.OptionSpec::longestName)
                .toList();
    }

    private int failed(Exception failure, CommandLine command, ParseResult parsed) {
        Failures.lines(failure).forEach(host.err()::println);
        if (root.stacktrace()) {
            failure.printStackTrace(host.err());
        }
        return Failures.isBadUsage(failure) ? ExitCodes.BAD_USAGE : ExitCodes.FAILED;
    }
}
