using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Xunit.Abstractions;

namespace MlDsl.Analyzers.Tests.Mutations;

/// <summary>Clean programs give nothing; every mistake put into them mechanically is found, by its rule and at its place.</summary>
public sealed class MutationTests(ITestOutputHelper output)
{
    private const int Least = 250, LeastNew = 800, LeastStyles = 1_200;

    /// <summary>Of what is many, the step does one in so many.</summary>
    private static int Part => int.TryParse(Environment.GetEnvironmentVariable("MLDSL_SAMPLE"), out int part) ? Math.Max(1, part) : 1;

    private static bool IsWhole => Environment.GetEnvironmentVariable("MLDSL_MUTANTS") is { Length: > 0 };

    public static TheoryData<string> Programs { get; } = [.. MlProgram.All.Select(static p => p.Name)];

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task CleanProgramsGiveNoWarning(string name)
    {
        Compilation compilation = MlProgram.Compile(MlProgram.All.Single(p => p.Name == name).Source);
        Assert.Empty(Errors(compilation));
        Assert.Empty((await Loud(compilation)).Select(static d => d.ToString()));
    }

    [Fact]
    public async Task EveryMutantIsFoundByItsRuleAtItsPlace()
    {
        Assert.True(MlProgram.All.Count >= 15);
        var (compiled, missed) = await Run(MlProgram.All.SelectMany(Mutators.All), static m => m.Source, static (d, m) => IsAt(d, m));
        int loud = 0;
        foreach (MlProgram program in MlProgram.All) loud += (await Loud(MlProgram.Compile(program.Source))).Length;
        Report($"mutants={compiled} found={compiled - missed.Count} clean_false={loud}");
        Assert.True(missed.Count == 0, string.Join("\n", missed));
        Assert.Equal(0, loud);
        Assert.True(compiled >= Least);
    }

    // Programs in the styles of courses, forms, services, scripts and tests, with the mistakes that fit each, as they stand and in other
    // shapes. All of them run in a step of its own.
    [Fact]
    public async Task MistakesInProgramsOfOtherStylesAreFound()
    {
        Assert.True(MarkedProgram.All.Count >= 40);
        var programs = MarkedProgram.All.Select(static p => (Program: p, Clean: MlProgram.Compile(p.Source))).ToList();
        Assert.Empty(programs.SelectMany(static p => Errors(p.Clean).Select(error => $"{p.Program}: {error}")));
        var marked = MarkedProgram.All.SelectMany(static p => p.Mistakes).Where(static (_, i) => IsWhole || i % 3 == 0).ToList();
        var (compiled, missed) = await Run(marked, static m => m.Source, static (_, _) => true, static m => m.Id, static m => m.ToString());
        var shaped = Shapes.All.SelectMany(static _ => MarkedProgram.All.SelectMany(static p => p.Mistakes), static (shape, mistake) => (Shape: shape, Mistake: mistake))
            .Where(static (_, i) => i % (IsWhole ? Part : 50) == 0).ToList();
        var (compiledShaped, missedShaped) = await Run(shaped, static s => Shapes.Write(s.Mistake.Source, s.Shape.Write), static (_, _) => true, static s => s.Mistake.Id, static s => $"{s.Shape.Name}: {s.Mistake}");
        int loud = 0;
        foreach (var (program, clean) in programs)
            foreach (Diagnostic found in await Loud(clean))
            {
                loud++;
                output.WriteLine($"{program}: {found}");
            }
        string[] all = [.. missed, .. missedShaped];
        int count = compiled + compiledShaped;
        Report($"mutants_styles={count} found_styles={count - all.Length} marked={compiled} found_marked={compiled - missed.Count} programs_styles={programs.Count} clean_false_styles={loud}");
        foreach (string each in all) output.WriteLine(each);
        if (compiled < marked.Count) Assert.Fail(string.Join("\n", marked.SelectMany(static m => Errors(MlProgram.Compile(m.Source)).Select(error => $"{m}: {error}"))));
        Assert.Equal(0, loud);
        Assert.True(count - all.Length >= 0.95 * count, string.Join("\n", all));
        if (IsWhole && Part == 1) Assert.True(count >= LeastStyles);
    }

    // The same mistakes in the ways in which other people write these programs. All of them run in a step of its own.
    [Fact]
    public async Task MutantsInOtherShapesAreFoundByTheirRule()
    {
        int stride = IsWhole ? Part : 12;
        var shaped = Shapes.All.SelectMany(static _ => MlProgram.All, static (shape, program) => (shape, program))
            .SelectMany(static pair => Mutators.All(pair.program).Select(mutant => (Shape: pair.shape, Mutant: mutant))).Where((_, i) => i % stride == 0).ToList();
        var (compiled, missed) = await Run(shaped, static s => Shapes.Write(s.Mutant.Source, s.Shape.Write), static (_, _) => true, static s => s.Mutant.Id, static s => $"{s.Shape.Name}: {s.Mutant}");
        int programs = 0, loud = 0;
        foreach (var (shape, program) in Shapes.All.SelectMany(static _ => MlProgram.All, static (shape, program) => (shape, program)).Where((_, i) => i % stride == 0))
        {
            if (Shapes.Write(program.Source, shape.Write) is not { } source || MlProgram.Compile(source) is not { } clean || Errors(clean).Any()) continue;
            programs++;
            foreach (Diagnostic found in await Loud(clean))
            {
                loud++;
                output.WriteLine($"{shape.Name}: {program}: {found}");
            }
        }
        Report($"mutants_new={compiled} found_new={compiled - missed.Count} programs_new={programs} clean_false_new={loud}");
        foreach (string each in missed) output.WriteLine(each);
        Assert.Equal(0, loud);
        Assert.True(compiled - missed.Count >= 0.95 * compiled, string.Join("\n", missed));
        Assert.True(compiled >= LeastNew / stride);
    }

    private static Task<(int Compiled, IReadOnlyList<string> Missed)> Run(IEnumerable<Mutant> mutants, Func<Mutant, string?> source, Func<Diagnostic, Mutant, bool> isAt) =>
        Run(mutants, source, isAt, static m => m.Id, static m => m.ToString());

    private static async Task<(int Compiled, IReadOnlyList<string> Missed)> Run<T>(IEnumerable<T> mutants, Func<T, string?> source, Func<Diagnostic, T, bool> isAt, Func<T, string> id, Func<T, string> name)
    {
        var missed = new ConcurrentBag<string>();
        int compiled = 0;
        await Parallel.ForEachAsync(mutants, async (mutant, _) =>
        {
            if (source(mutant) is not { } text) return;
            Compilation compilation = MlProgram.Compile(text);
            // A mutation that the compiler finds needs no rule.
            if (Errors(compilation).Any()) return;
            Interlocked.Increment(ref compiled);
            var found = await AllRules.Run(compilation);
            if (!found.Any(d => d.Id == id(mutant) && isAt(d, mutant)))
                missed.Add($"{name(mutant)}: no {id(mutant)}; found {string.Join("; ", found.Select(static d => $"{d.Id} line {d.Location.GetLineSpan().StartLinePosition.Line + 1}"))}");
        });
        return (compiled, [.. missed.Order(StringComparer.Ordinal)]);
    }

    private void Report(FormattableString line)
    {
        string text = FormattableString.Invariant(line);
        output.WriteLine(text);
        if (Environment.GetEnvironmentVariable("MLDSL_MUTANTS") is { Length: > 0 } file)
            lock (Programs) File.AppendAllText(file, text + "\n");
    }

    private static bool IsAt(Diagnostic found, Mutant mutant)
    {
        var text = found.Location.SourceTree?.GetText();
        return text is not null && found.Location.SourceTree!.FilePath == "Source.cs" && mutant.IsAt(text.Lines.GetLineFromPosition(found.Location.SourceSpan.Start));
    }

    private static IEnumerable<Diagnostic> Errors(Compilation compilation) =>
        compilation.GetDiagnostics(CancellationToken.None).Where(static d => d.Severity == DiagnosticSeverity.Error);

    private static async Task<Diagnostic[]> Loud(Compilation compilation) =>
        [.. (await AllRules.Run(compilation)).Where(static d => d.Severity >= DiagnosticSeverity.Warning)];
}
